from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept, Concepts, Text
from runtime.operators.concepts import concepts_to_text
from runtime.operators.concepts.concepts_to_text import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concepts_to_text.run(batch, Params(**params), context_for(concepts_to_text))


FOUND = concepts(cat=0.934, dog=0.41)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, "cat, dog"),
        ({"scores": True}, "cat (0.93), dog (0.41)"),
        ({"topk": 1, "separator": "|"}, "cat"),
        ({"separator": " and "}, "cat and dog"),
    ],
)
def test_names_are_written(params: dict[str, object], expected: str):
    assert run(Inputs(FOUND), **params)[0].text == Text(expected)


def test_no_concepts_have_a_text_of_their_own():
    assert run(Inputs(Concepts()), when_empty="nothing found")[0].text == Text("nothing found")


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(topk=0)
