from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_crops
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_a_magnified_copy_with_a_border_stands_above():
    new = drawn(draw_crops)
    assert new.mean() == pytest.approx(86.3578, abs=1e-3)
    assert tuple(new[20, 40]) == FIRST
    assert tuple(new[5, 5]) == (180, 30, 40)


def test_elsewhere_and_smaller():
    new = drawn(draw_crops, position="BOTTOM_RIGHT", scale_factor=0.7, border_thickness=1)
    assert new.mean() == pytest.approx(100.0089, abs=1e-3)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_crops, Regions()), yard().pixels)
