from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.measure import image_difference
from tests.contexts import run_once
from tests.pictures import solid


def apart(first, second, **params):
    return run_once(image_difference, {"image": first, "other": second}, **params)


def test_a_changed_quarter_is_a_quarter():
    pixels = solid(20, 20, (100, 100, 100)).pixels.copy()
    pixels[:10, :10] = 200
    outcome = apart(solid(20, 20, (100, 100, 100)), Image(pixels))
    assert outcome.changed.value == 0.25
    assert outcome.mean.value == pytest.approx(25 / 255)
    assert (outcome.image.pixels[:10, :10] == 100).all()
    assert not outcome.image.pixels[10:].any()


def test_small_differences_do_not_count():
    outcome = apart(solid(5, 5, (50, 50, 50)), solid(5, 5, (70, 50, 50)), show="black and white")
    assert outcome.changed.value == 0
    assert not outcome.image.pixels.any()


def test_pictures_of_two_sizes_fail_unless_they_may_be_scaled():
    outcome = apart(solid(5, 5), solid(6, 5))
    assert isinstance(outcome, Failure)
    assert "6 by 5" in outcome.error.message
    assert apart(solid(5, 5), solid(6, 5), fit_size=True).changed.value == 0
