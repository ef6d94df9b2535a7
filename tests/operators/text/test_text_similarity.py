from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import text_similarity
from runtime.operators.text.text_similarity import Inputs, Params
from tests.contexts import context_for


def compared(text: str, other: str, **params: object):
    context = context_for(text_similarity)
    batch = [Inputs(Text(text), Text(other))]
    return text_similarity.run(batch, Params(**params), context)[0]


@pytest.mark.parametrize(
    ("method", "text", "other", "expected"),
    [
        ("characters", "licence", "license", 0.8571),
        ("characters", "same", "SAME", 1),
        ("characters", "", "", 1),
        ("characters", "abc", "xyz", 0),
        ("words", "red car", "red van", 0.3333),
        ("words", "", "", 1),
        ("sorted words", "Doe, Jane", "Jane Doe", 1),
    ],
)
def test_texts_are_compared(method: str, text: str, other: str, expected: float):
    outcome = compared(text, other, method=method)
    assert outcome.similarity.value == pytest.approx(expected)
    assert outcome.alike.value == (expected >= 0.8)


def test_case_can_count():
    assert compared("same", "SAME", ignore_case=False).similarity.value == 0


def test_an_unwired_port_compares_with_the_text_set_here():
    context = context_for(text_similarity)
    batch = [Inputs(Text("yes")), Inputs(Text("no"))]
    outcomes = text_similarity.run(batch, Params(other="yes"), context)
    assert [outcome.alike.value for outcome in outcomes] == [True, False]
    assert context.progress == [(1, 2), (2, 2)]


def test_texts_too_long_to_compare_by_characters_say_what_to_do():
    outcome = compared("a" * 5001, "a")
    assert isinstance(outcome, Failure)
    assert "Compare by words" in outcome.error.message
    assert compared("a " * 5001, "a", method="words").similarity.value == 1


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(min_value=1.1)
