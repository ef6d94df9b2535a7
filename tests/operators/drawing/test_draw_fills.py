from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_fills
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_a_box_is_mixed_with_its_colour():
    new = drawn(draw_fills)
    assert new.mean() == pytest.approx(109.9717, abs=1e-3)
    assert tuple(new[20, 40]) == (172, 56, 146)  # half of 180, 30, 40 and 163, 81, 251
    assert tuple(new[70, 115]) == (138, 44, 50)
    assert np.array_equal(new[:19], yard().pixels[:19])


def test_a_solid_one_hides_what_is_there():
    assert tuple(drawn(draw_fills, opacity=1)[40, 42]) == FIRST


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_fills, Regions()), yard().pixels)
