from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_nms
from runtime.operators.regions.region_nms import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_nms.run(batch, Params(**params), context_for(region_nms))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions(
    (
        region("weak", (0, 0.1, 0.2, 0.3), car=0.5),
        region("best", (0, 0.12, 0.2, 0.32), car=0.75),
        region("bus", (0, 0.12, 0.2, 0.32), bus=0.6),
        region("far", (0.5, 0.5, 0.6, 0.6), car=0.1),
    )
)


def test_the_best_of_those_on_one_another_stays():
    (outcome,) = run(Inputs(FOUND))
    assert ids(outcome.regions) == ["best", "bus", "far"]
    assert outcome.regions.items[0].box == Box(0, 0.12, 0.2, 0.32)


def test_classes_can_be_compared_with_one_another():
    assert ids(run(Inputs(FOUND), across_classes=True)[0].regions) == ["best", "far"]


def test_the_overlap_above_which_they_are_one_is_set():
    assert len(run(Inputs(FOUND), overlap=0.9)[0].regions.items) == 4


@pytest.mark.parametrize(
    ("mode", "left", "right"), [("merge", 0.1, 0.32), ("average", 0.112, 0.312)]
)
def test_the_better_one_can_take_the_weaker_ones_place(mode: str, left: float, right: float):
    best = run(Inputs(FOUND), mode=mode)[0].regions.items[0]
    assert best.id == "best"
    assert (best.box.left, best.box.right) == pytest.approx((left, right))


def test_nothing_stays_nothing():
    assert run(Inputs(Regions()))[0].regions == Regions()


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(overlap=2)
