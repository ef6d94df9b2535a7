from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import List
from runtime.operators.drawing import draw_anomalies
from tests.contexts import run_once
from tests.pictures import yard


def shown(scores, **params):
    inputs = {"image": yard(), "map": List(tuple(scores))}
    return run_once(draw_anomalies, inputs, **params)


def test_nothing_is_clear_the_threshold_orange_and_much_red():
    scores = np.zeros((120, 160))
    scores[10], scores[20] = 0.5, 1e6
    new = shown(scores.tolist(), opacity=1, anomaly_threshold=0.5).image.pixels
    assert np.array_equal(new[0], yard().pixels[0])
    mixed = yard().pixels[10, 5] * 0.15 + np.array((255, 122, 0)) * 0.85
    assert new[10, 5].tolist() == np.rint(mixed).tolist()
    assert new[20, 5].tolist() == [220, 30, 30]


def test_small_maps_are_stretched_and_other_ramps_are_solid():
    new = shown([[0.0, 0.2], [0.5, 2.0]], color_map="TURBO", opacity=1).image.pixels
    assert new.shape == (120, 160, 3)
    assert len({tuple(pixel) for pixel in new[60]}) > 20


def test_a_threshold_of_nothing_makes_everything_unusual():
    new = shown([[0.0, 1e-9]], opacity=1, anomaly_threshold=0).image.pixels
    assert new[5, 159].tolist() == [220, 30, 30]
    assert np.array_equal(new[:, 0], yard().pixels[:, 0])


@pytest.mark.parametrize("bad", [[], [1, 2], [["a"]], [[1], [1, 2]], [[float("nan")]]])
def test_what_is_no_map_is_refused(bad):
    assert "rows of numbers" in str(shown(bad).error)
