from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_morphology
from tests.contexts import run_once
from tests.pictures import yard


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


def test_opening_then_closing_cleans_both_ways():
    new = run_once(
        image_morphology, {"image": yard()}, operation="opening_then_closing", kernel_size=5
    ).image.pixels
    assert abs(new.mean() - 90.0039) < 1e-3
    assert new[10, 20].tolist() == [51, 67, 99]


def test_brightness_alone_gives_grey():
    new = run_once(
        image_morphology, {"image": yard()}, operation="gradient", kernel_size=5, grayscale=True
    ).image.pixels
    assert abs(new.mean() - 28.8778) < 1e-3
    assert new[40, 50].tolist() == [157, 157, 157]
