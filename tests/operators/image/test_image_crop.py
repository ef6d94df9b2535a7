from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Image, Region, Regions
from runtime.operators.image import image_crop
from runtime.operators.image.image_crop import Inputs, Params
from tests.contexts import context_for

PIXELS = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)


def crops(*boxes: Box, margin: float = 1.0):
    regions = Regions(tuple(Region(f"r{i}", box) for i, box in enumerate(boxes, 1)))
    batch = [Inputs(Image(PIXELS), regions)]
    return image_crop.run(batch, Params(margin=margin), context_for(image_crop))[0].images


def test_it_cuts_the_pixels_of_the_box():
    (cut,) = crops(Box(0.1, 0.25, 0.5, 0.75)).values
    assert np.array_equal(cut.pixels, PIXELS[10:50, 50:150])


def test_each_crop_is_anchored_to_its_region():
    fan = crops(Box(0, 0, 0.5, 0.5), Box(0.5, 0.5, 1, 1))
    assert [anchor.region.id for anchor in fan.anchors] == ["r1", "r2"]
    assert len(fan.values) == 2


def test_a_margin_scales_the_region_round_its_middle():
    (cut,) = crops(Box(0.4, 0.4, 0.6, 0.6), margin=1.5).values
    assert np.array_equal(cut.pixels, PIXELS[35:65, 70:130])


def test_a_margin_stops_at_the_edge_of_the_picture():
    (cut,) = crops(Box(0, 0, 0.2, 0.2), margin=2).values
    assert cut.pixels.shape == (30, 60, 3)


@pytest.mark.parametrize(
    "box", [Box(0.5, 0.5, 0.5, 0.5), Box(0.2, 0.5, 0.8, 0.5), Box(0.5, 0.5, 0.501, 0.501)]
)
def test_a_region_without_area_gives_no_picture_and_its_neighbours_stay(box: Box):
    fan = crops(box, Box(0, 0, 1, 1))
    assert [anchor.region.id for anchor in fan.anchors] == ["r2"]


def test_no_regions_give_an_empty_fan_out():
    assert crops().values == ()


def test_a_crop_does_not_keep_the_whole_picture_in_memory():
    assert crops(Box(0, 0, 0.1, 0.1)).values[0].pixels.base is None
