from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_keypoints
from tests.contexts import run_once
from tests.drawings import BOXES, FIRST, POSE, drawn
from tests.pictures import yard


def test_points_are_joined_by_pairs():
    new = drawn(draw_keypoints, Regions((POSE,)), edges=[[1, 2], [2, 3]])
    assert new.mean() == pytest.approx(99.3803, abs=1e-3)
    assert tuple(new[25, 40]) == FIRST
    assert np.array_equal(new[40, 30], yard().pixels[40, 30])  # between the third and the first


def test_dots_and_names():
    dots = drawn(draw_keypoints, Regions((POSE,)), annotator_type="vertex", radius=4, color="red")
    assert dots.mean() == pytest.approx(98.6708, abs=1e-3)
    assert tuple(dots[25, 60]) == (255, 0, 0)
    params = {"annotator_type": "vertex_label", "text_scale": 0.3, "text_padding": 2}
    assert drawn(draw_keypoints, Regions((POSE,)), **params).mean() == pytest.approx(
        99.2508, abs=0.02
    )


def test_a_pair_of_a_point_that_is_not_there_is_refused():
    inputs = {"image": yard(), "regions": Regions((POSE,))}
    assert "from 1 to 3" in str(run_once(draw_keypoints, inputs, edges=[[0, 1]]).error)


def test_regions_without_points_are_left():
    assert np.array_equal(drawn(draw_keypoints, BOXES), yard().pixels)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_keypoints, Regions()), yard().pixels)
