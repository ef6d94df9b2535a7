from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.tracking.kalman import MovingBox
from runtime.inference.tracking.matching import match


def test_a_steady_speed_is_learnt_and_carried_on():
    box = MovingBox(np.array([0.1, 0.5, 0.1, 0.1]))
    for index in range(1, 21):
        box.move(1)
        box.see(np.array([0.1 + 0.02 * index, 0.5, 0.1, 0.1]))
    box.move(5)
    assert box.row == pytest.approx([0.1 + 0.02 * 25, 0.5, 0.1, 0.1], abs=0.01)


def test_several_frames_at_once_are_as_one_after_the_other():
    one, many = (MovingBox(np.array([0.1, 0.5, 0.1, 0.2])) for _ in range(2))
    for box in (one, many):
        box.move(1)
        box.see(np.array([0.13, 0.51, 0.1, 0.2]))
    for _ in range(4):
        one.move(1)
    many.move(4)
    assert many.row == pytest.approx(one.row)


def test_noise_is_smoothed():
    rng = np.random.default_rng(3)
    box = MovingBox(np.array([0.5, 0.5, 0.2, 0.2]))
    for _ in range(60):
        box.move(1)
        box.see(np.array([0.5, 0.5, 0.2, 0.2]) + rng.normal(0, 0.01, 4))
    assert box.row == pytest.approx([0.5, 0.5, 0.2, 0.2], abs=0.012)


def test_pairs_are_the_cheapest_all_together_and_dear_ones_stay_alone():
    matches = match(np.array([[0.1, 0.2], [0.15, 0.9]]), 0.5)
    assert matches.pairs == ((0, 1), (1, 0))
    matches = match(np.array([[0.1, 0.6], [0.15, 0.9]]), 0.5)
    assert matches.pairs == ((0, 0),)
    assert (matches.rows, matches.columns) == ((1,), (1,))
    assert match(np.zeros((0, 3)), 1).columns == (0, 1, 2)
