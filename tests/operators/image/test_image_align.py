from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Image, Region, Regions
from runtime.operators.image import image_align
from tests.contexts import run_once

PIXELS = np.arange(100 * 100 * 3, dtype=np.uint32).reshape(100, 100, 3).astype(np.uint8)


def aligned(*regions, image=None, **params):
    inputs = {"image": image or Image(PIXELS), "regions": Regions(regions)}
    return run_once(image_align, inputs, **params).images


def test_a_region_without_polygon_is_cut_by_its_box():
    (cut,) = aligned(Region("r1", Box(0.2, 0.1, 0.6, 0.5))).values
    assert np.array_equal(cut.pixels, PIXELS[20:60, 10:50])


def test_a_slanted_bar_comes_out_level():
    pixels = np.zeros((200, 200, 3), np.uint8)
    polygon = ((0.2, 0.4), (0.8, 0.2), (0.85, 0.35), (0.25, 0.55))
    from runtime.media.opencv import cv2

    cv2.fillPoly(pixels, [np.rint(np.array(polygon) * 200).astype(np.int32)], (255, 255, 255))
    region = Region("r1", Box(0.2, 0.2, 0.55, 0.85), polygon=polygon)
    (cut,) = aligned(region, image=Image(pixels)).values
    assert cut.width == pytest.approx(126, abs=2)
    assert (cut.pixels == 255).mean() > 0.97


def test_many_corners_are_taken_by_the_smallest_rectangle():
    diamond = ((0.5, 0.1), (0.7, 0.3), (0.9, 0.5), (0.5, 0.9), (0.1, 0.5))
    (cut,) = aligned(Region("r1", Box(0.1, 0.1, 0.9, 0.9), polygon=diamond)).values
    assert (cut.width, cut.height) == (57, 57)


def test_each_result_is_anchored_and_an_empty_region_gives_none():
    fan = aligned(Region("r1", Box(0, 0, 0, 0)), Region("r2", Box(0, 0, 1, 1)), width=30, height=20)
    assert [anchor.region.id for anchor in fan.anchors] == ["r2"]
    assert fan.values[0].pixels.shape == (20, 30, 3)


@pytest.mark.parametrize("start", range(4))
def test_corners_that_run_anticlockwise_do_not_mirror_the_result(start):
    around = [(0.2, 0.1), (0.2, 0.5), (0.6, 0.5), (0.6, 0.1)]
    polygon = tuple(around[start:] + around[:start])
    (cut,) = aligned(Region("r1", Box(0.1, 0.2, 0.5, 0.6), polygon=polygon)).values
    assert np.array_equal(cut.pixels, PIXELS[10:50, 20:60])
