from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image, Keypoint, Placement
from runtime.operators.regions import region_plan
from tests.contexts import run_once
from tests.pictures import solid
from tests.pixel_regions import edges, found, outlined, together

CORNERS = [[50, 30], [150, 40], [170, 90], [30, 80]]
TWO = together(found((60, 40, 80, 60)), found((150, 60, 199, 99)))
PLAN = {"transformed_rect_width": 100, "transformed_rect_height": 80}


def plan(regions=TWO, image: Image | None = None, **params: object):
    inputs = {"image": image or solid(200, 100), "regions": regions}
    return run_once(region_plan, inputs, **{"perspective_polygons": CORNERS, **PLAN, **params})


def told(outcome):
    size = Placement(int(outcome.width.value), int(outcome.height.value))
    assert outcome.regions.placement == size
    return (size.width, size.height), [edges(region, size) for region in outcome.regions.items]


@pytest.mark.parametrize(
    ("anchor", "size", "boxes"),
    [
        ("", (100, 80), [[12, 15, 32, 51], [82, 31, 140, 90]]),
        ("ALL", (131, 96), [[11, 14, 30, 52], [81, 30, 130, 95]]),
        ("BOTTOM_CENTER", (101, 94), [[12, 15, 32, 54], [82, 33, 140, 95]]),
        ("center", (106, 80), [[12, 14, 31, 51], [81, 31, 137, 90]]),
    ],
)
def test_regions_lie_on_the_plan_which_grows_to_hold_them(anchor, size, boxes):
    outcome = plan(extend_perspective_polygon_by_detections_anchor=anchor)
    assert told(outcome) == (size, boxes)


def test_a_region_beyond_several_edges_is_held():
    outcome = plan(
        together(found((5, 5, 20, 95))), extend_perspective_polygon_by_detections_anchor="ALL"
    )
    assert told(outcome) == ((138, 139), [[1, 1, 30, 138]])


@pytest.mark.parametrize(
    "given",
    [
        [[170, 90], [50, 30], [30, 80], [150, 40]],
        [CORNERS],
        [[CORNERS, [[0, 0], [5, 0], [5, 5], [0, 5]]]],
        [[[1, 1], [2, 2], [3, 1]], CORNERS],
    ],
)
def test_corners_come_in_any_order_and_the_largest_polygon_counts(given):
    assert told(plan(perspective_polygons=given))[1][0] == [12, 15, 32, 51]


def test_the_picture_is_turned_where_told_so():
    pixels = np.zeros((100, 200, 3), np.uint8)
    pixels[40:80, 60:140] = 200
    image = Image(pixels)
    assert plan(image=image).image is image
    turned = plan(image=image, warp_image=True).image
    assert (turned.width, turned.height) == (100, 80)
    assert turned.pixels[40, 50].tolist() == [200, 200, 200]


def test_outlines_and_key_points_come_along():
    region = replace(outlined((60, 40, 80, 60)), keypoints=(Keypoint(0.3, 0.4, name="nose"),))
    (moved,) = plan(together(region)).regions.items
    assert len(moved.polygon) == 4
    (nose,) = moved.keypoints
    assert (round(nose.x * 100), round(nose.y * 80)) == (12, 18)


def test_without_regions_only_the_picture_is_answered():
    assert plan(None).regions is None
    assert plan(together()).regions.items == ()


def test_a_place_has_four_corners():
    assert isinstance(plan(perspective_polygons=[]), Failure)
    assert isinstance(plan(perspective_polygons=[[[1, 1], [2, 2], [3, 1]]]), Failure)
    with pytest.raises(ValidationError):
        region_plan.Params(perspective_polygons="all")
