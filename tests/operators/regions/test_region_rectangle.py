from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.operators.regions import region_rectangle
from tests.contexts import run_once
from tests.pixel_regions import edges, found, together


def rectangle(*corners: tuple[float, float]):
    xs, ys = zip(*corners, strict=True)
    region = found((min(xs), min(ys), max(xs), max(ys)), polygon=corners)
    return run_once(region_rectangle, {"regions": together(region)})


def test_an_upright_triangle_gets_an_upright_rectangle():
    (region,) = rectangle((20, 20), (60, 20), (20, 60)).regions.items
    assert edges(region) == [20, 20, 60, 60]
    assert region.facts == {
        "rect": [[20, 20], [60, 20], [60, 60], [20, 60]], "width": 40, "height": 40, "angle": 90,
    }  # fmt: skip


def test_a_slanted_outline_gets_a_slanted_rectangle():
    (region,) = rectangle((20, 20), (60, 30), (55, 50), (15, 40)).regions.items
    assert region.facts["width"] == pytest.approx(41.97, abs=0.02)
    assert region.facts["height"] == pytest.approx(21.34, abs=0.02)
    assert len(region.polygon) == 4
    assert edges(region) == [14, 19, 60, 50]


def test_a_region_without_outline_is_a_failure_that_says_so():
    outcome = run_once(region_rectangle, {"regions": together(found((1, 1, 9, 9)))})
    assert isinstance(outcome, Failure)
    assert "instance segmenter" in outcome.error.message


def test_no_regions_stay_no_regions():
    assert run_once(region_rectangle, {"regions": together()}).regions.items == ()
