from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.measure import white_outlines
from tests.contexts import run_once
from tests.pictures import solid


def squares():
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[10:30, 5:25] = 255
    pixels[15:20, 10:15] = 0  # a hole is no outline
    pixels[5:8, 40:50] = 90
    return Image(pixels)


def outlined(image, **params):
    return run_once(white_outlines, {"image": image}, **params)


def test_each_white_area_is_one_outline():
    outcome = outlined(squares(), line_thickness=1)
    assert outcome.count.value == 2
    assert outcome.contours.value == (
        [[[5, 10]], [[5, 29]], [[24, 29]], [[24, 10]]],
        [[[40, 5]], [[40, 7]], [[49, 7]], [[49, 5]]],
    )
    assert outcome.hierarchy.value == ([[1, -1, -1, -1], [-1, 0, -1, -1]],)


def test_outlines_are_drawn_on_grey():
    new = outlined(squares(), line_thickness=1).image.pixels
    assert new[10, 12].tolist() == new[5, 45].tolist() == [255, 0, 255]
    assert new[6, 45].tolist() == [90, 90, 90]
    assert outlined(squares()).image.pixels[9, 12].tolist() == [255, 0, 255]


def test_black_has_none():
    outcome = outlined(solid(10, 10, (0, 0, 0)))
    assert (outcome.count.value, outcome.contours.value, outcome.hierarchy.value) == (0, (), ())
