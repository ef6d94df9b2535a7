from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_resize
from tests.contexts import run_once
from tests.pictures import solid


def size(image, **params):
    new = run_once(image_resize, {"image": image}, **params).image
    return new.width, new.height


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("fit", (50, 25)), ("fill", (50, 50)), ("exact", (50, 50)), ("letterbox", (50, 50))],
)
def test_each_mode_meets_the_size_in_its_way(mode, expected):
    assert size(solid(200, 100), mode=mode, width=50, height=50) == expected


@pytest.mark.parametrize("mode", ["fit", "fill", "exact"])
def test_a_small_picture_stays_when_it_may_not_grow(mode):
    small = solid(20, 20)
    assert size(small, mode=mode, width=50, height=50, enlarge=False) == (20, 20)


def test_letterbox_pads_with_its_colour_above_and_below():
    new = run_once(
        image_resize, {"image": solid(200, 100, (255, 255, 255))}, mode="letterbox", width=40,
        height=40, color="#ff0000",
    ).image.pixels  # fmt: skip
    assert (new[:10] == (255, 0, 0)).all()
    assert (new[10:30] == 255).all()
    assert (new[30:] == (255, 0, 0)).all()


def test_fill_keeps_the_middle():
    pixels = np.zeros((100, 300, 3), np.uint8)
    pixels[:, 100:200] = 255
    new = run_once(image_resize, {"image": Image(pixels)}, mode="fill", width=50, height=50).image
    assert (new.pixels == 255).all()


def test_a_very_long_picture_keeps_one_pixel_of_height():
    assert size(solid(1000, 2), width=100, height=100) == (100, 1)


def test_a_result_over_the_limit_fails_only_this_picture():
    outcome = run_once(image_resize, {"image": solid(2, 2)}, mode="exact", width=16384, height=9000)
    assert isinstance(outcome, Failure)
    assert "Choose a smaller" in outcome.error.message


def test_bounds_over_the_limit_do_not_matter_to_a_picture_that_stays_small():
    assert size(solid(30, 20), width=16384, height=16384, enlarge=False) == (30, 20)
    assert size(solid(2, 16000), width=16384, height=16384) == (2, 16384)
