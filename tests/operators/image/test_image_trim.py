from __future__ import annotations

import numpy as np

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_trim
from tests.contexts import run_once
from tests.pictures import solid


def framed():
    pixels = np.full((60, 80, 3), 250, np.uint8)
    pixels[10:40, 20:70] = (20, 30, 40)
    return Image(pixels)


def test_a_plain_border_goes():
    new = run_once(image_trim, {"image": framed()}, plain_border=True).image.pixels
    assert new.shape == (30, 50, 3)
    assert (new == (20, 30, 40)).all()


def test_margins_go_in_percent_and_in_pixels():
    half = run_once(image_trim, {"image": framed()}, left=25, right=25).image
    assert (half.width, half.height) == (40, 60)
    some = run_once(image_trim, {"image": framed()}, top=7, unit="pixels").image
    assert (some.width, some.height) == (80, 53)


def test_a_picture_of_one_colour_stays_whole():
    assert run_once(image_trim, {"image": solid(9, 7)}, plain_border=True).image.width == 9


def test_margins_that_leave_nothing_fail():
    outcome = run_once(image_trim, {"image": solid(9, 7)}, left=60, right=60)
    assert isinstance(outcome, Failure)
    assert "Cut off less" in outcome.error.message
