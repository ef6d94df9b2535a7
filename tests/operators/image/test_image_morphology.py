from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_morphology
from tests.contexts import run_once


def spot(side=5):
    pixels = np.zeros((21, 21, 3), np.uint8)
    half = side // 2
    pixels[10 - half : 11 + half, 10 - half : 11 + half] = 255
    return Image(pixels)


def white(image, **params):
    new = run_once(image_morphology, {"image": image}, **params).image.pixels
    return int((new[:, :, 0] == 255).sum())


def test_each_operation_counts_out():
    assert white(spot(), operation="erosion") == 9
    assert white(spot(), operation="dilation") == 49
    assert white(spot(), operation="dilation", iterations=2) == 81
    assert white(spot(), operation="gradient") == 40
    assert white(spot(), operation="dilation", kernel_shape="cross") == 45
    assert white(spot(1), operation="opening") == 0
    assert white(spot(1), operation="top_hat") == 1


def test_closing_fills_a_hole():
    pixels = np.full((21, 21, 3), 255, np.uint8)
    pixels[10, 10] = 0
    assert white(Image(pixels)) == 441
    assert white(Image(pixels), operation="black_hat") == 1
