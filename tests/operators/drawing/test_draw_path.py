from __future__ import annotations

import numpy as np
import pytest

from runtime.operators.drawing import draw_path
from tests.contexts import run_once
from tests.pictures import yard


def test_points_are_joined_in_order():
    path = [[10, 30], [140, 90], [20, 110, 7]]  # what follows x and y is left out
    new = run_once(draw_path, {"image": yard()}, reference_path=path, thickness=3).image.pixels
    assert new.mean() == pytest.approx(102.0821, abs=1e-3)
    assert new[60, 75].tolist() == [0x5B, 0xB5, 0x73]
    assert np.array_equal(new[80, 15], yard().pixels[80, 15])  # it is not closed


def test_no_path_leaves_the_picture():
    new = run_once(draw_path, {"image": yard()}).image.pixels
    assert np.array_equal(new, yard().pixels)
