from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept, Concepts, String
from runtime.operators.concepts import concept_filter
from runtime.operators.concepts.concept_filter import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concept_filter.run(batch, Params(**params), context_for(concept_filter))


FOUND = concepts(dog=0.3, cat=0.5, bird=0.1)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["cat", "dog", "bird"]),
        ({"classes": ["dog", "bird"]}, ["dog", "bird"]),
        ({"classes": ["cat"], "mode": "drop"}, ["dog", "bird"]),
        ({"topk": 1}, ["cat"]),
        ({"classes": ["fish"]}, []),
    ],
)
def test_concepts_are_chosen_best_first(params: dict[str, object], expected: list[str]):
    (outcome,) = run(Inputs(FOUND), **params)
    assert [item.name for item in outcome.concepts.items] == expected
    assert outcome.best == (String(expected[0]) if expected else None)


def test_scores_can_be_scaled_to_add_up_to_one():
    (outcome,) = run(Inputs(FOUND), topk=2, normalize=True)
    assert [item.value for item in outcome.concepts.items] == pytest.approx([0.625, 0.375])
    (nothing,) = run(Inputs(concepts(a=0)), normalize=True)
    assert nothing.concepts == concepts(a=0)


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(topk=0)
