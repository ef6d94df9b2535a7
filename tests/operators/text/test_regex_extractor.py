from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import List, Text
from runtime.operators.text import regex_extractor
from runtime.operators.text.regex_extractor import Inputs, Params
from tests.contexts import context_for


def extracted(*texts: str, **params: object):
    batch = [Inputs(Text(text)) for text in texts]
    return regex_extractor.run(batch, Params(**params), context_for(regex_extractor))


def test_matches_come_as_text_list_and_table():
    (outcome,) = extracted("From 3.5. to 9.5.", regex=r"(?P<day>\d+)\.(?P<month>\d+)\.")
    assert outcome.text == Text("3.5.")
    assert outcome.matches == List(("3.5.", "9.5."))
    assert outcome.table.columns == ("match", "day", "month")
    assert outcome.table.rows == (("3.5.", "3", "5"), ("9.5.", "9", "5"))
    assert outcome.count.value == 2


def test_groups_without_a_name_are_numbered_and_may_be_empty():
    (outcome,) = extracted("ab a", regex=r"(a)(b)?")
    assert outcome.table.columns == ("match", "1", "2")
    assert outcome.table.rows == (("ab", "a", "b"), ("a", "a", None))


def test_without_a_match_the_text_is_absent():
    (outcome,) = extracted("none here")
    assert outcome.text is None
    assert outcome.table.rows == ()


def test_no_more_matches_than_asked():
    (outcome,) = extracted("1 2 3 4", max_matches=2)
    assert outcome.matches == List(("1", "2"))


@pytest.mark.parametrize("wrong", [{"regex": "["}, {"max_matches": 0}, {"max_matches": 1001}])
def test_params_out_of_bounds_are_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Params(**wrong)
