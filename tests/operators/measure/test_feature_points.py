from __future__ import annotations

import numpy as np
import pytest

from runtime.operators.measure import feature_points
from tests.contexts import run_once
from tests.pictures import page, solid, yard


def points(image, **params):
    return run_once(feature_points, {"image": image}, **params)


def test_points_of_a_yard_are_told_and_drawn():
    outcome = points(yard())
    assert outcome.count.value == len(outcome.keypoints.value) == len(outcome.descriptors.value)
    assert outcome.count.value == 15
    first = outcome.keypoints.value[0]
    assert first["pt"] == pytest.approx([36.01816, 34.73405], abs=1e-2)
    assert first["size"] == pytest.approx(8.33449, abs=1e-2)
    assert first["angle"] == pytest.approx(85.7829, abs=0.1)
    assert {len(look) for look in outcome.descriptors.value} == {128}
    assert outcome.descriptors.value[0][:3] == pytest.approx([13, 4, 2], abs=1)
    gray = outcome.image.pixels[0, 0]
    assert len(set(gray.tolist())) == 1
    assert not np.array_equal(outcome.image.pixels[..., 0], outcome.image.pixels[..., 1])


def test_the_drawing_is_the_same_every_time():
    assert np.array_equal(points(yard()).image.pixels, points(yard()).image.pixels)


def test_at_most_so_many():
    assert points(page(("Some words to look at",)), max_points=7).count.value == 7


def test_a_plain_wall_has_none():
    outcome = points(solid(40, 40))
    assert (outcome.count.value, outcome.keypoints.value, outcome.descriptors.value) == (0, (), ())
