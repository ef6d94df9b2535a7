from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.measure import image_exposure
from tests.contexts import run_once
from tests.pictures import solid


def measured(image, **params):
    return run_once(image_exposure, {"image": image}, **params)


def test_half_black_and_half_white():
    pixels = np.zeros((10, 10, 3), np.uint8)
    pixels[:5] = 255
    outcome = measured(Image(pixels))
    values = (outcome.brightness, outcome.contrast, outcome.too_dark, outcome.too_bright)
    assert [value.value for value in values] == pytest.approx([0.5, 1, 0.5, 0.5])
    assert outcome.is_well_exposed.value


def test_a_night_is_not_well_exposed():
    outcome = measured(solid(8, 8, (20, 20, 20)))
    assert outcome.brightness.value == pytest.approx(20 / 255)
    assert outcome.contrast.value == pytest.approx(0, abs=1e-6)
    assert not outcome.is_well_exposed.value
