from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Concepts,
    Region,
    Regions,
)
from runtime.operators.regions import regions_to_concepts
from runtime.operators.regions.regions_to_concepts import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return regions_to_concepts.run(batch, Params(**params), context_for(regions_to_concepts))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions((region("r1", cat=0.9), region("r2", dog=0.7), region("r3", cat=0.6), region("r4")))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, [("cat", 0.9), ("dog", 0.7)]),
        ({"score": "share"}, [("cat", 0.5), ("dog", 0.25)]),
        ({"topk": 1}, [("cat", 0.9)]),
    ],
)
def test_each_class_is_named_once(params: dict[str, object], expected: list[tuple[str, float]]):
    (outcome,) = run(Inputs(FOUND), **params)
    assert outcome.concepts == Concepts(
        tuple(Concept(name, name, value) for name, value in expected)
    )


def test_no_regions_have_no_concepts():
    assert run(Inputs(Regions()), score="share")[0].concepts == Concepts()


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(topk=0)
