from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_dots
from tests.drawings import FIRST, OUTLINES, SECOND, drawn
from tests.pictures import yard


def test_a_dot_in_the_middle():
    new = drawn(draw_dots)
    assert new.mean() == pytest.approx(98.9766, abs=1e-3)
    assert tuple(new[40, 42]) == FIRST
    assert tuple(new[70, 115]) == SECOND


def test_at_the_middle_of_an_outline_with_a_ring():
    params = {"position": "CENTER_OF_MASS", "radius": 7, "outline_thickness": 2}
    new = drawn(draw_dots, OUTLINES, **params)
    assert new.mean() == pytest.approx(98.0231, abs=1e-3)
    assert tuple(new[70, 115]) == (148, 207, 26)
    assert tuple(new[70, 122]) == (0, 0, 0)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_dots, Regions()), yard().pixels)
