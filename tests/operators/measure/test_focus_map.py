from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.measure import focus_map
from tests.contexts import run_once
from tests.pictures import solid, yard


def test_the_number_and_the_map_of_a_yard():
    outcome = run_once(focus_map, {"image": yard()})
    assert outcome.focus_measure.value == pytest.approx(306.19994791666664)
    assert outcome.image.pixels.shape == (120, 160, 3)
    assert outcome.image.pixels.mean() == pytest.approx(14.2367, abs=0.05)


def test_only_rising_steps_of_two_pixels_count():
    pixels = np.zeros((50, 8, 3), np.uint8)
    pixels[:, 4:] = 10  # columns 2 and 3 see the step
    outcome = run_once(focus_map, {"image": Image(pixels)})
    assert outcome.focus_measure.value == pytest.approx(100 * 2 / 8)
    assert outcome.image.pixels[45, :, 0].tolist() == [0, 0, 255, 255, 0, 0, 0, 0]
    falling = run_once(focus_map, {"image": Image(pixels[:, ::-1].copy())})
    assert falling.focus_measure.value == 0


def test_a_plain_picture_and_a_tiny_one_have_none():
    assert run_once(focus_map, {"image": solid(20, 20)}).focus_measure.value == 0
    assert run_once(focus_map, {"image": solid(1, 1)}).focus_measure.value == 0
