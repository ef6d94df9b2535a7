from __future__ import annotations

import pytest

from runtime.operators.regions import region_zone
from tests.contexts import run_once
from tests.pixel_regions import found, together

SLANTED = ((20, 20), (60, 30), (55, 50), (15, 40))
ANGLE = ((20, 20), (60, 20), (60, 40), (40, 40), (40, 60), (20, 60))


def shape(*corners: tuple[float, float]):
    xs, ys = zip(*corners, strict=True)
    return found((min(xs), min(ys), max(xs), max(ys)), polygon=corners)


def zones(**params: object):
    regions = together(shape(*SLANTED), shape(*ANGLE))
    return run_once(region_zone, {"regions": regions}, **params)


@pytest.mark.parametrize(
    ("params", "first", "second", "converged"),
    [
        (
            {},
            [[20, 20], [15, 40], [55, 50], [60, 30]],
            [[60, 20], [20, 20], [20, 60], [40, 60]],
            True,
        ),
        (
            {"scale_ratio": 1.5},
            [[11, 12], [4, 42], [64, 58], [71, 28]],
            [[72, 11], [12, 11], [12, 71], [42, 71]],
            True,
        ),
        (
            {"apply_least_squares": True},
            [[20, 20], [15, 40], [55, 50], [60, 30]],
            [[71, 20], [10, 20], [30, 60], [26, 60]],
            True,
        ),
        (
            {"required_number_of_vertices": 3},
            [[20, 20], [55, 50], [55, 50]],
            [[60, 20], [20, 20], [20, 60]],
            False,
        ),
        (
            {"required_number_of_vertices": 8},
            [[20, 20], [19, 22], [15, 38], [15, 40], [55, 50], [60, 30], [58, 29], [22, 20]],
            [[60, 20], [20, 20], [20, 60], [40, 60], *[[60, 40]] * 4],
            False,
        ),
    ],
)
def test_outlines_come_down_to_so_many_corners(params, first, second, converged):
    outcome = zones(**params)
    assert outcome.zones.value == (first, second)
    assert outcome.converged.value is converged


def test_zones_are_the_new_outlines():
    (region, _) = zones().regions.items
    assert region.polygon[0] == (0.1, 0.2)
    assert region.facts["polygon"][0] == [20, 20]


@pytest.mark.parametrize("regions", [together(), together(found((1, 1, 9, 9)))])
def test_without_outlines_there_are_no_zones(regions):
    outcome = run_once(region_zone, {"regions": regions})
    assert (outcome.zones.value, outcome.regions, outcome.converged.value) == ((), None, False)
