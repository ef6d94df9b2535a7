from __future__ import annotations

import pytest

from runtime.contracts.values import Box
from runtime.inference import places

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def test_the_overlap_of_boxes_is_their_common_area_over_both():
    assert places.overlap(Box(0, 0, 1, 0.5), Box(0, 0.25, 1, 0.75)) == pytest.approx(1 / 3)
    assert places.overlap(Box(0, 0, 1, 1), Box(0, 0, 1, 1)) == 1
    assert places.overlap(Box(0, 0, 0.1, 0.1), Box(0.5, 0.5, 1, 1)) == 0
    assert places.overlap(Box(0.5, 0.5, 0.5, 0.5), Box(0.5, 0.5, 0.5, 0.5)) == 0


@pytest.mark.parametrize(
    ("point", "inside"),
    [((0.5, 0.5), True), ((0, 0.5), True), ((0.5, 1), True), ((1, 1), True), ((1.1, 0.5), False)],
)
def test_a_polygon_holds_its_inside_and_its_edge(point: tuple[float, float], inside: bool):
    assert places.holds(SQUARE, point) is inside


def test_the_area_of_a_polygon_inside_a_box():
    triangle = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    assert places.clipped_area(triangle, Box(0, 0, 1, 1)) == pytest.approx(0.5)
    assert places.clipped_area(triangle, Box(0, 0, 0.5, 0.5)) == pytest.approx(0.25)
    assert places.clipped_area(triangle, Box(0.5, 0.5, 1, 1)) == pytest.approx(0)
    assert places.clipped_area(triangle, Box(0.8, 0.8, 1, 1)) == 0
