from __future__ import annotations

import pytest

from runtime.contracts.values import Box, Concept, Placement, Region, Regions
from runtime.operators.regions import region_distance
from tests.contexts import run_once


def region(name, left, top, right, bottom):
    box = Box(top / 120, left / 160, bottom / 120, right / 160)
    return Region(name, box, (Concept(name, name, 0.9),))


WALL, DISC = region("wall", 15, 20, 70, 60), region("disc", 85, 40, 145, 100)
CARD = region("card", 40, 45, 60, 55)
SCENE = (WALL, DISC, CARD)
PLACEMENT = Placement(160, 120)


def measured(items=SCENE, placement=PLACEMENT, **params):
    params = {"object_1_class_name": "wall", "object_2_class_name": "disc"} | params
    return run_once(region_distance, {"regions": Regions(items, placement)}, **params)


def test_by_pixels_a_centimetre():
    outcome = measured(calibration_method="pixel to centimeter", pixel_ratio=10)
    assert (outcome.distance_pixel.value, outcome.distance_cm.value) == (15, 1.5)


def test_by_an_object_of_known_size():
    outcome = measured(
        reference_object_class_name="card", reference_width=5, reference_height=4
    )  # 20 / 5 and 10 / 4 pixels a centimetre, on average 3.25
    assert outcome.distance_cm.value == pytest.approx(15 / 3.25)


def test_side_by_side_across_the_axis_there_is_no_gap():
    outcome = measured(reference_axis="vertical")
    assert (outcome.distance_pixel.value, outcome.distance_cm.value) == (0, 0)


def test_either_may_come_first():
    outcome = measured((DISC, WALL), calibration_method="pixel to centimeter")
    assert outcome.distance_pixel.value == 15


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"object_2_class_name": "cat"}, "no pair of wall and cat"),
        ({"object_2_class_name": "wall"}, "no pair"),
        ({"reference_object_class_name": "coin"}, "class coin"),
    ],
)
def test_what_is_missing_is_said(params, says):
    assert says in str(measured(**params).error)


def test_the_pictures_size_has_to_be_known():
    assert "size of the picture" in str(measured(placement=None).error)
