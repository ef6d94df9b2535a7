from __future__ import annotations

import numpy as np

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_rotate
from tests.contexts import run_once
from tests.pictures import solid

PIXELS = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)


def turned(degrees, **params):
    return run_once(image_rotate, {"image": Image(PIXELS)}, degrees=degrees, **params).image.pixels


def test_right_angles_move_the_pixels_as_they_are():
    assert np.array_equal(turned(90), np.rot90(PIXELS, -1))
    assert np.array_equal(turned(-90), np.rot90(PIXELS))
    assert np.array_equal(turned(180, expand=False), PIXELS[::-1, ::-1])
    assert np.array_equal(turned(360), PIXELS)


def test_without_expand_the_size_stays_and_corners_take_the_colour():
    new = run_once(
        image_rotate, {"image": solid(40, 40)}, degrees=45, expand=False, color="#0000ff"
    ).image
    assert (new.width, new.height) == (40, 40)
    assert (new.pixels[0, 0] == (0, 0, 255)).all()


def test_with_expand_the_picture_grows():
    new = run_once(image_rotate, {"image": solid(100, 100)}, degrees=45).image
    assert (new.width, new.height) == (141, 141)
    assert (new.pixels[70, 70] == (10, 120, 230)).all()


def test_a_picture_that_would_grow_past_the_limit_fails():
    long = Image(np.broadcast_to(np.uint8(0), (16000, 5000, 3)))
    outcome = run_once(image_rotate, {"image": long}, degrees=45)
    assert isinstance(outcome, Failure)
    assert "turn expand off" in outcome.error.message
