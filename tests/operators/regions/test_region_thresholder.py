from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Box, Concept, Region, Regions
from runtime.operators.regions import region_thresholder
from runtime.operators.regions.region_thresholder import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, **scores: float) -> Region:
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(0, 0, 1, 1), concepts)


REGIONS = (region("low", plate=0.2), region("same", plate=0.5), region("high", plate=0.9, car=0.3))


def kept(*regions: Region, **params: object) -> list[Region]:
    batch = [Inputs(Regions(regions or REGIONS))]
    outcome = region_thresholder.run(batch, Params(**params), context_for(region_thresholder))[0]
    return list(outcome.regions.items)


@pytest.mark.parametrize(
    ("how", "ids"),
    [
        ("GREATER_THAN", ["high"]),
        ("GREATER_THAN_OR_EQUAL", ["same", "high"]),
        ("LESS_THAN", ["low", "high"]),
        ("LESS_THAN_OR_EQUAL", ["low", "same", "high"]),
        ("EQUAL", ["same"]),
    ],
)
def test_scores_are_compared_as_told(how: str, ids: list[str]):
    assert [item.id for item in kept(value=0.5, concept_threshold_type=how)] == ids


def test_concepts_that_fail_are_dropped_from_a_region_that_stays():
    (high,) = kept(value=0.5)
    assert [concept.name for concept in high.concepts] == ["plate"]


def test_only_named_classes_are_kept():
    (high,) = kept(value=0.1, classes=["car"])
    assert [concept.name for concept in high.concepts] == ["car"]


def test_a_class_may_have_a_threshold_of_its_own():
    (high,) = kept(value=0.95, classes=["plate", "car = 0.2"])
    assert [concept.name for concept in high.concepts] == ["car"]


def test_a_region_without_concepts_is_dropped():
    assert kept(region("bare"), value=0) == []


@pytest.mark.parametrize(
    "wrong", [{"value": 2}, {"concept_threshold_type": "ABOUT"}, {"classes": ["car = 2"]}]
)
def test_params_out_of_bounds_are_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Params(**wrong)
