from __future__ import annotations

import pytest

from runtime.contracts.values import Box, Region, Regions
from runtime.operators.regions import region_aspect
from tests.contexts import run_once
from tests.pictures import solid


def widened(box, aspect=1, size=(200, 100)):
    inputs = {"image": solid(*size), "regions": Regions((Region("r1", box),))}
    (region,) = run_once(region_aspect, inputs, aspect=aspect).regions.items
    assert region.id == "r1"
    return region.box


def test_a_wide_region_gets_room_above_and_below():
    box = widened(Box(top=0.45, left=0.4, bottom=0.55, right=0.6))
    assert (box.left, box.right) == pytest.approx((0.4, 0.6))
    assert (box.top, box.bottom) == pytest.approx((0.3, 0.7))


def test_a_high_region_gets_room_at_the_sides():
    box = widened(Box(top=0.2, left=0.5, bottom=0.8, right=0.52), aspect=2)
    assert (box.right - box.left) * 200 == pytest.approx(2 * 60)


def test_at_an_edge_it_is_moved_inside():
    box = widened(Box(top=0, left=0.4, bottom=0.1, right=0.6))
    assert (box.top, box.bottom) == pytest.approx((0, 0.4))


def test_what_cannot_fit_is_as_large_as_the_picture():
    box = widened(Box(top=0.4, left=0, bottom=0.6, right=1))
    assert (box.top, box.bottom) == (0, 1)


def test_a_region_without_area_stays():
    assert widened(Box(0.5, 0.5, 0.5, 0.5)) == Box(0.5, 0.5, 0.5, 0.5)
