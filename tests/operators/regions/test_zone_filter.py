from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import zone_filter
from runtime.operators.regions.zone_filter import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return zone_filter.run(batch, Params(**params), context_for(zone_filter))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


RIGHT = [(0.5, 0), (1, 0), (1, 1), (0.5, 1)]
FOUND = Regions(
    (
        region("left", (0.1, 0.1, 0.3, 0.3)),
        region("right", (0.1, 0.7, 0.3, 0.9)),
        region("across", (0.5, 0.4, 1, 0.7)),
    )
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["left", "right", "across"]),
        ({"zone": RIGHT}, ["right", "across"]),
        ({"zone": RIGHT, "judge_by": "share", "min_share": 0.6}, ["right", "across"]),
        ({"zone": RIGHT, "judge_by": "share", "min_share": 0.7}, ["right"]),
        ({"zone": [(0, 0.9), (1, 0.9), (1, 1), (0, 1)], "judge_by": "foot"}, ["across"]),
        ({"zone": [(0, 0), (1, 0), (0, 1)]}, ["left", "right"]),
    ],
)
def test_regions_are_told_apart(params: dict[str, object], expected: list[str]):
    (outcome,) = run(Inputs(FOUND), **params)
    assert ids(outcome.inside) == expected
    assert set(ids(outcome.outside)) == {"left", "right", "across"} - set(expected)
    assert outcome.count.value == len(expected)


def test_a_zone_may_bend_inwards():
    arch = [(0, 0), (1, 0), (1, 1), (0.8, 1), (0.8, 0.2), (0.2, 0.2), (0.2, 1), (0, 1)]
    under, side = region("under", (0.5, 0.4, 0.7, 0.6)), region("side", (0.5, 0.0, 0.7, 0.2))
    for judge_by in ("middle", "foot", "share"):
        (outcome,) = run(Inputs(Regions((under, side))), zone=arch, judge_by=judge_by)
        assert ids(outcome.inside) == ["side"]


@pytest.mark.parametrize("zone", [[(0, 0), (1, 1)], [(0, 0), (1, 0), (1, 2)]])
def test_what_is_no_zone_is_refused(zone: list[tuple[float, float]]):
    with pytest.raises(ValidationError):
        Params(zone=zone)
