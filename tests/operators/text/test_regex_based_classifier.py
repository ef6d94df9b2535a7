from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.errors import CancelledError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Concept, Concepts, Text
from runtime.operators.text import regex_based_classifier
from runtime.operators.text.regex_based_classifier import Inputs, Params
from tests.contexts import context_for


def classified(*texts: str, **params: object):
    batch = [Inputs(Text(text)) for text in texts]
    context = context_for(regex_based_classifier)
    return regex_based_classifier.run(batch, Params(**params), context)


def test_a_text_the_pattern_fits_has_the_concepts_and_others_have_none():
    fits, fits_not = classified(
        "See AB123456", "nothing", regex=r"\b[A-Z]{2}\d{6}\b", concepts=["order", "order", "id"]
    )
    assert fits.concepts == Concepts((Concept("order", "order", 1.0), Concept("id", "id", 1.0)))
    assert (fits.matched.value, fits_not.matched.value) == (True, False)
    assert fits_not.concepts.items == ()


def test_case_counts_unless_told():
    assert not classified("STOP", regex="stop")[0].matched.value
    assert classified("STOP", regex="stop", ignore_case=True)[0].matched.value


def test_a_pattern_that_takes_too_long_fails_that_text_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr("runtime.inference.patterns.MAX_STEPS", 1000)
    before, stuck, after = classified("aaa", "a" * 1000 + "b", "aa", regex="^(a+)+$")
    assert before.matched.value
    assert after.matched.value
    assert isinstance(stuck, Failure)
    assert "over 1,000 steps" in stuck.error.message


def test_letters_of_every_script_come_through():
    assert classified("Größe 📦", regex="öße 📦$")[0].matched.value


@pytest.mark.parametrize("regex", ["(", "*a", "", "a" * 1001])
def test_a_pattern_that_cannot_be_read_is_refused(regex: str):
    with pytest.raises(ValidationError):
        Params(regex=regex)


def test_a_cancelled_run_stops():
    context = context_for(regex_based_classifier)
    context.cancel.cancelled = True
    with pytest.raises(CancelledError):
        regex_based_classifier.run([Inputs(Text("1" * 10_000))], Params(), context)
