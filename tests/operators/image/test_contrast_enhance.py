from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.image import contrast_enhance
from tests.contexts import run_once
from tests.pictures import solid, yard


def enhanced(image, **params):
    return run_once(contrast_enhance, {"image": image}, **params).image.pixels


def test_each_colour_fills_the_range():
    pixels = np.zeros((1, 3, 3), np.uint8)
    pixels[0, :, 0] = (100, 125, 150)
    pixels[0, :, 1] = (0, 51, 255)
    assert enhanced(Image(pixels)).tolist() == [[[0, 0, 0], [127, 51, 0], [255, 255, 0]]]


def test_a_yard_becomes_harder():
    new = enhanced(yard())
    assert new.mean() == pytest.approx(94.4889, abs=1e-3)
    assert [new[10, 20].tolist(), new[40, 50].tolist()] == [[40, 54, 103], [185, 6, 7]]


def test_clipping_multiplying_and_lifting_go_together():
    new = enhanced(yard(), clip_limit=2, contrast_multiplier=1.5, normalize_brightness=True)
    assert new.mean() == pytest.approx(145.5077, abs=1e-3)
    assert [new[10, 20].tolist(), new[40, 50].tolist()] == [[35, 102, 136], [255, 0, 0]]


def test_one_colour_stays():
    assert np.array_equal(enhanced(solid(4, 4), clip_limit=50), solid(4, 4).pixels)
