from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_class_mapper
from runtime.operators.regions.region_class_mapper import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_class_mapper.run(batch, Params(**params), context_for(region_class_mapper))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


TABLE = {"car": "vehicle", "truck": "vehicle"}
FOUND = Regions((region("r1", truck=0.8, Car=0.9), region("r2", tree=0.3), region("r3")))


def classes(**params: object) -> dict[str, list[tuple[str, float]]]:
    (outcome,) = run(Inputs(FOUND), **params)
    return {
        item.id: [(concept.name, concept.value) for concept in item.concepts]
        for item in outcome.regions.items
    }


def test_classes_are_renamed_and_the_best_score_stays():
    assert classes(synonyms=TABLE) == {
        "r1": [("vehicle", 0.9)],
        "r2": [("tree", 0.3)],
        "r3": [],
    }


def test_regions_without_a_named_class_can_be_dropped():
    assert classes(synonyms=TABLE, keep_others=False) == {"r1": [("vehicle", 0.9)]}


def test_empty_names_are_refused():
    with pytest.raises(ValidationError):
        Params(synonyms={"": "a"})
