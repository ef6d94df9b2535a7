from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import All, Concept, Concepts
from runtime.operators.concepts import concept_averager
from runtime.operators.concepts.concept_averager import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concept_averager.run(batch, Params(**params), context_for(concept_averager))


FRAMES = All((concepts(cat=0.9, dog=0.1), concepts(cat=0.5), None, concepts(dog=0.8), Concepts()))


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("mean", {"cat": 0.35, "dog": 0.225}),
        ("highest", {"cat": 0.9, "dog": 0.8}),
        ("votes", {"cat": 0.5, "dog": 0.25}),
    ],
)
def test_many_answers_become_one(method: str, expected: dict[str, float]):
    (outcome,) = run(Inputs(FRAMES), method=method)
    assert {item.name: item.value for item in outcome.concepts.items} == pytest.approx(expected)
    assert [item.name for item in outcome.concepts.items] == ["cat", "dog"]


def test_no_more_than_asked_and_nothing_from_nothing():
    assert len(run(Inputs(FRAMES), topk=1)[0].concepts.items) == 1
    assert run(Inputs(All(())))[0].concepts == Concepts()


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(method="median")
