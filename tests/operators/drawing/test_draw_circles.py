from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_circles
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_a_circle_goes_through_the_corners_of_the_box():
    new = drawn(draw_circles)
    assert new.mean() == pytest.approx(100.9891, abs=1e-3)
    assert tuple(new[60, 15]) == FIRST
    assert np.array_equal(new[40, 42], yard().pixels[40, 42])


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_circles, Regions()), yard().pixels)
