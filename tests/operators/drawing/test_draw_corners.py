from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_corners
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_four_corners_and_nothing_between():
    new = drawn(draw_corners)
    assert new.mean() == pytest.approx(101.2047, abs=1e-3)
    assert tuple(new[60, 15]) == tuple(new[20, 70]) == FIRST
    assert np.array_equal(new[20, 40], yard().pixels[20, 40])


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_corners, Regions()), yard().pixels)
