from __future__ import annotations

import pytest

from runtime.contracts.values import Box, Placement, Region, Regions
from runtime.operators.regions import region_area
from tests.contexts import run_once

BOX = Region("a", Box(20 / 120, 15 / 160, 60 / 120, 70 / 160), facts={"speed": 3})
TRIANGLE = Region(
    "b", Box(0, 0, 9 / 120, 9 / 160),
    polygon=((0.5 / 160, 0.5 / 120), (8.5 / 160, 0.5 / 120), (0.5 / 160, 8.5 / 120)),
)  # fmt: skip


def measured(*items, **params):
    return run_once(region_area, {"regions": Regions(items, Placement(160, 120))}, **params)


def test_a_box_is_its_sides_multiplied():
    outcome = measured(BOX, pixels_per_unit=10)
    (item,) = outcome.regions.items
    assert item.facts["area_px"] == pytest.approx(55 * 40)
    assert item.facts["area_converted"] == pytest.approx(22)
    assert item.facts["speed"] == 3
    assert outcome.areas.value == pytest.approx((22,))


def test_an_outline_is_its_pixels():
    # Rows of 9, 8 ... 1 pixels.
    assert measured(TRIANGLE).areas.value == (45,)


@pytest.mark.parametrize("scale", [0, -2])
def test_a_scale_of_nothing_counts_as_one(scale):
    assert measured(TRIANGLE, pixels_per_unit=scale).areas.value == (45,)


def test_the_pictures_size_has_to_be_known():
    assert "size of the picture" in str(run_once(region_area, {"regions": Regions((BOX,))}).error)
