from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_boxes
from tests.drawings import DISC, FIRST, SECOND, WALL, drawn
from tests.pictures import yard


def test_each_box_is_drawn_in_its_classs_colour():
    new = drawn(draw_boxes)
    assert new.mean() == pytest.approx(101.2544, abs=1e-3)
    assert tuple(new[20, 40]) == tuple(new[60, 15]) == FIRST
    assert tuple(new[40, 115]) == SECOND
    assert np.array_equal(new[25:55, 20:65], yard().pixels[25:55, 20:65])


def test_corners_may_be_round_and_colours_of_another_palette():
    params = {"roundness": 0.6, "thickness": 3, "color_axis": "INDEX"}
    new = drawn(draw_boxes, **params, color_palette="Matplotlib Set1", palette_size=5)
    assert new.mean() == pytest.approx(98.7225, abs=1e-3)
    assert tuple(new[20, 40]) == (228, 26, 28)
    assert np.array_equal(new[60, 15], yard().pixels[60, 15])


@pytest.mark.parametrize(
    ("palette", "color"),
    [
        ({"color_palette": "ROBOFLOW"}, (194, 141, 252)),
        ({"color_palette": "Matplotlib Tab20"}, (31, 119, 180)),
        ({"color_palette": "Matplotlib Viridis", "palette_size": 4}, (68, 1, 84)),
        ({"color_palette": "CUSTOM", "custom_colors": ["#f00", "GREEN"]}, (255, 0, 0)),
    ],
)
def test_palettes(palette, color):
    assert tuple(drawn(draw_boxes, **palette)[20, 40]) == color


def test_tracks_may_have_colours_and_what_has_none_is_grey():
    tracked = Regions((replace(WALL, track_id="7"), replace(DISC, concepts=())))
    new = drawn(draw_boxes, tracked, color_axis="TRACK")
    assert tuple(new[20, 40]) == (148, 207, 26)
    assert tuple(new[40, 115]) == (128, 128, 128)
    assert tuple(drawn(draw_boxes, tracked)[40, 115]) == (128, 128, 128)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_boxes, Regions()), yard().pixels)
