from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_comparison
from tests.contexts import run_once
from tests.drawings import BOXES, OUTLINES
from tests.pictures import yard


def compared(first, second, **params):
    inputs = {"image": yard(), "first": first, "second": second}
    return run_once(draw_comparison, inputs, **params).image.pixels


def test_only_one_only_the_other_and_neither_are_coloured():
    outcome = compared(BOXES, OUTLINES)
    assert outcome.mean() == pytest.approx(46.5841, abs=1e-3)
    assert np.array_equal(outcome[30, 40], yard().pixels[30, 40])  # both
    assert outcome[5, 5].tolist() == [13, 19, 28]  # neither: 0.3 of 43, 63, 93
    assert outcome[60, 15].tolist() == [198, 32, 38]  # only the second, red


def test_colours_are_chosen():
    params = {"color_a": "BLUE", "background_color": "WHITE", "opacity": 1}
    outcome = compared(BOXES, Regions(), **params)
    assert outcome[30, 40].tolist() == [0, 0, 255]
    assert outcome[5, 5].tolist() == [255, 255, 255]
