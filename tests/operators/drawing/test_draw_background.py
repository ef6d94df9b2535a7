from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_background
from tests.drawings import OUTLINES, drawn
from tests.pictures import yard


def test_everything_but_the_regions_is_dimmed():
    new = drawn(draw_background)
    assert new.mean() == pytest.approx(59.6613, abs=1e-3)
    assert np.array_equal(new[20:60, 15:70], yard().pixels[20:60, 15:70])
    assert new[5, 5].tolist() == [22, 32, 46]  # half of 43, 63, 93


def test_outlines_count_and_colours_have_many_names():
    new = drawn(draw_background, OUTLINES)
    assert new.mean() == pytest.approx(58.6011, abs=1e-3)
    blue = drawn(draw_background, color="rgb(10,20,250)", opacity=0.9)
    assert blue.mean() == pytest.approx(87.0889, abs=1e-3)
    assert np.array_equal(blue, drawn(draw_background, color="bgr(250, 20, 10)", opacity=0.9))


def test_without_regions_all_of_it_is_background():
    assert (drawn(draw_background, Regions(), opacity=1) == 0).all()
