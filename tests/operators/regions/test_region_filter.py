from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_filter
from runtime.operators.regions.region_filter import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_filter.run(batch, Params(**params), context_for(region_filter))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions(
    (
        region("small", (0, 0, 0.1, 0.1), cat=0.9),
        region("wide", (0.4, 0, 0.5, 1), dog=0.8),
        region("right", (0.5, 0.6, 0.9, 0.9), "AB", cat=0.5),
    )
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["small", "wide", "right"]),
        ({"classes": ["cat"]}, ["small", "right"]),
        ({"classes": ["cat"], "mode": "drop"}, ["wide"]),
        ({"min_area": 0.05}, ["wide", "right"]),
        ({"max_area": 0.05}, ["small"]),
        ({"max_width": 0.5}, ["small", "right"]),
        ({"min_height": 0.2}, ["right"]),
        ({"from_x": 0.6}, ["right"]),
        ({"to_y": 0.3}, ["small"]),
        ({"text": "with text"}, ["right"]),
        ({"text": "without text", "classes": ["cat"]}, ["small"]),
    ],
)
def test_every_condition_has_to_hold(params: dict[str, object], expected: list[str]):
    (outcome,) = run(Inputs(FOUND), **params)
    assert ids(outcome.regions) == expected
    assert set(ids(outcome.others)) == {"small", "wide", "right"} - set(expected)


@pytest.mark.parametrize("wrong", [{"min_area": 0.5, "max_area": 0.4}, {"to_x": 1.1}])
def test_conditions_that_nothing_meets_are_refused(wrong: dict[str, float]):
    with pytest.raises(ValidationError):
        Params(**wrong)
