from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.image import image_adjust
from tests.contexts import run_once
from tests.pictures import solid


def level(value, **params):
    image = solid(2, 2, (value, value, value))
    return int(run_once(image_adjust, {"image": image}, **params).image.pixels[0, 0, 0])


def test_nothing_set_changes_nothing():
    assert [level(value) for value in (0, 77, 255)] == [0, 77, 255]


def test_brightness_contrast_and_gamma_move_the_levels():
    assert level(100, brightness=20) == 151
    assert level(178, contrast=50) == pytest.approx(203, abs=1)
    assert level(64, gamma=2) == pytest.approx(128, abs=1)
    assert level(250, brightness=100) == 255


def test_saturation_leaves_grey_or_stronger_colour():
    image = solid(2, 2, (200, 100, 100))
    gray = run_once(image_adjust, {"image": image}, saturation=-100).image.pixels[0, 0]
    strong = run_once(image_adjust, {"image": image}, saturation=50).image.pixels[0, 0]
    assert len(set(gray.tolist())) == 1
    assert strong[0] > 200
    assert strong[1] < 100


def test_out_of_bounds_is_refused():
    with pytest.raises(ValidationError):
        image_adjust.Params(gamma=0)
