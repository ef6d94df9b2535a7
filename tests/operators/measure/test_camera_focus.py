from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Image, Region, Regions
from runtime.operators.measure import camera_focus
from tests.contexts import run_once
from tests.pictures import solid, yard

NOTHING = {
    "show_zebra_warnings": False,
    "grid_overlay": "None",
    "show_hud": False,
    "show_focus_peaking": False,
    "show_center_marker": False,
}
WALL = Region("a", Box(20 / 120, 15 / 160, 60 / 120, 70 / 160))
DISC = Region("b", Box(40 / 120, 85 / 160, 100 / 120, 145 / 160))


def focus(image, regions=None, **params):
    return run_once(camera_focus, {"image": image, "regions": regions}, **params)


def test_the_number_of_the_whole_and_of_each_region():
    nowhere = Region("c", Box(0.5, 0.5, 0.5, 0.5))
    outcome = focus(yard(), Regions((WALL, DISC, nowhere)))
    assert outcome.focus_measure.value == pytest.approx(7073.46435546875)
    measured = outcome.bbox_focus_measures.value
    assert measured[:2] == pytest.approx((28091.796875, 11781.4814453125))
    assert measured[2] is None


def test_without_anything_to_show_the_picture_stays():
    assert np.array_equal(focus(yard(), **NOTHING).image.pixels, yard().pixels)
    assert focus(yard(), **NOTHING).bbox_focus_measures.value == ()


def test_stripes_peaking_cross_and_grid():
    new = focus(yard(), show_hud=False, grid_overlay="4x4").image.pixels
    assert new.mean() == pytest.approx(99.823, abs=1e-3)
    assert new[40, 50].tolist() == [72, 165, 16]  # the sign's edge, tinted green
    assert new[5, 40].tolist() == new[30, 5].tolist() == [128, 128, 128]
    assert new[60, 82].tolist() == [128, 128, 128]
    crossed = focus(yard(), **NOTHING | {"show_center_marker": True}).image.pixels
    assert crossed[60, 75].tolist() == crossed[55, 80].tolist() == [255, 255, 255]


def test_dark_is_striped_blue_and_light_red():
    params = NOTHING | {"show_zebra_warnings": True}
    dark = focus(solid(16, 1, (0, 0, 0)), **params).image.pixels[0]
    assert dark[0].tolist() == [0, 0, 127]
    assert dark[8].tolist() == [0, 0, 0]
    light = focus(solid(16, 1, (255, 255, 255)), **params).image.pixels[0]
    assert light[0].tolist() == [255, 127, 127]


def test_the_panel_lies_at_the_top_left():
    params = NOTHING | {"show_hud": True}
    new = focus(solid(300, 200, (200, 200, 200)), **params).image.pixels
    assert new[4, 50].tolist() == [80, 80, 80]  # 0.4 of 12 pixels: its frame
    assert new[6, 6].tolist() == [60, 60, 60]  # 0.3 of what was there
    assert new[190, 290].tolist() == [200, 200, 200]


def test_a_single_pixel_is_fine():
    assert focus(Image(np.zeros((1, 1, 3), np.uint8))).focus_measure.value == 0
