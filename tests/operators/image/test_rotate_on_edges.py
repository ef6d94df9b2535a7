from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.media.opencv import cv2
from runtime.operators.image import rotate_on_edges
from tests.contexts import run_once
from tests.pictures import solid, yard


def tilted(degrees=12):
    """The yard, turned anticlockwise within its frame."""
    matrix = cv2.getRotationMatrix2D((80, 60), degrees, 1.0)
    return Image(cv2.warpAffine(yard().pixels, matrix, (160, 120)))


def straightened(image, **params):
    return run_once(rotate_on_edges, {"image": image}, **params)


@pytest.mark.parametrize(
    ("lines", "angle", "size"),
    [
        ("vertical", 78.582617, (149, 180)),
        ("horizontal", -11.417382, (180, 149)),
        ("either", -11.417382, (180, 149)),
    ],
)
def test_the_main_lines_are_turned_to_where_they_should_be(lines, angle, size):
    outcome = straightened(tilted(), target_orientation=lines)
    assert outcome.angle.value == pytest.approx(angle, abs=1e-3)
    assert (outcome.image.width, outcome.image.height) == size


def test_too_little_or_too_much_is_left_alone():
    image = tilted()
    for params in ({"skip_below_degrees": 15}, {"max_correction_degrees": 5}):
        outcome = straightened(image, target_orientation="either", **params)
        assert outcome.angle.value == 0
        assert outcome.image is image


def test_a_plain_picture_has_no_lines():
    image = solid(60, 60)
    assert straightened(image).image is image


def test_stripes_at_a_slant_come_upright():
    y, x = np.mgrid[:200, :200]
    across = x * np.cos(np.radians(7)) + y * np.sin(np.radians(7))
    stripes = np.asarray(127 + 120 * np.sin(across / 3), np.uint8)
    outcome = straightened(Image(np.repeat(stripes[:, :, None], 3, axis=2)))
    assert outcome.angle.value == pytest.approx(7, abs=0.3)
