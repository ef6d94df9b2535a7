from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_sharpen
from tests.contexts import run_once


def step():
    pixels = np.full((9, 40, 3), 100, np.uint8)
    pixels[:, 20:] = 150
    return Image(pixels)


def test_an_edge_gets_darker_on_one_side_and_lighter_on_the_other():
    row = run_once(image_sharpen, {"image": step()}).image.pixels[4, :, 0]
    assert row[19] < 100
    assert row[20] > 150
    assert row[0] == 100
    assert row[-1] == 150


def test_small_differences_and_amount_0_leave_it_alone():
    for params in ({"threshold": 60}, {"amount": 0}):
        new = run_once(image_sharpen, {"image": step()}, **params).image.pixels
        assert np.array_equal(new, step().pixels)
