from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Text
from runtime.operators.text import keyword_filter_operator
from runtime.operators.text.keyword_filter_operator import Inputs, Params
from tests.contexts import context_for


def found(text: str, **params: object):
    params = {"keywords": ["refund", "late delivery", "C++"], **params}
    context = context_for(keyword_filter_operator)
    outcome = keyword_filter_operator.run([Inputs(Text(text))], Params(**params), context)[0]
    return [concept.name for concept in outcome.concepts.items], outcome.count.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is my REFUND? refund!", (["refund"], 2)),
        ("refunded", ([], 0)),
        ("A late\n  delivery, then C++.", (["late delivery", "C++"], 2)),
        ("", ([], 0)),
    ],
)
def test_keywords_are_found_whole_and_in_any_case(text: str, expected: tuple[list[str], int]):
    assert found(text) == expected


def test_parts_of_words_and_case_can_be_told_apart():
    assert found("refunded", whole_words=False) == (["refund"], 1)
    assert found("REFUND", ignore_case=False) == ([], 0)


def test_without_keywords_nothing_is_found():
    assert found("refund", keywords=[]) == ([], 0)


@pytest.mark.parametrize("keywords", [[""], ["  "], ["a" * 201]])
def test_empty_and_endless_keywords_are_refused(keywords: list[str]):
    with pytest.raises(ValidationError):
        Params(keywords=keywords)
