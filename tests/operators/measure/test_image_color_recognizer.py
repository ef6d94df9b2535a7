from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.measure import image_color_recognizer
from tests.contexts import run_once
from tests.pictures import solid


def colors(image, **params):
    return run_once(image_color_recognizer, {"image": image}, **params).colors.items


def test_two_fields_give_two_names_and_their_shares():
    pixels = np.full((90, 120, 3), 255, np.uint8)
    pixels[:60] = (255, 0, 0)
    first, second = colors(Image(pixels))
    assert (first.hex, first.name) == ("#ff0000", "red")
    assert first.value == pytest.approx(2 / 3, abs=0.01)
    assert (second.hex, second.name) == ("#ffffff", "white")


def test_a_plain_picture_has_one_colour():
    (only,) = colors(solid(30, 20, (70, 130, 180)))
    assert (only.hex, only.name, only.value) == ("#4682b4", "steelblue", 1)


def test_small_shares_are_dropped_and_the_number_is_bounded():
    pixels = np.zeros((100, 100, 3), np.uint8)
    pixels[:, :1] = (0, 255, 0)
    assert [color.name for color in colors(Image(pixels))] == ["black"]
    stripes = np.zeros((10, 120, 3), np.uint8)
    for index in range(12):
        stripes[:, index * 10 : index * 10 + 10] = (index * 23, 255 - index * 20, index * 90 % 256)
    assert len(colors(Image(stripes), color_clusters=3, least_share=0)) == 3


def test_the_same_picture_gives_the_same_answer():
    noise = Image(np.random.default_rng(5).integers(0, 256, (200, 300, 3), np.uint8))
    assert colors(noise) == colors(noise)
