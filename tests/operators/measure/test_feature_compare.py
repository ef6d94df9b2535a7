from __future__ import annotations

import pytest

from runtime.contracts.values import Image, List
from runtime.media.opencv import cv2
from runtime.operators.measure import feature_compare, feature_points
from tests.contexts import run_once
from tests.pictures import page, solid, yard


def tilted():
    matrix = cv2.getRotationMatrix2D((80, 60), 12, 1.0)
    return Image(cv2.warpAffine(yard().pixels, matrix, (160, 120)))


def compared(first, second, **params):
    return run_once(feature_compare, {"first": first, "second": second}, **params)


def test_two_views_of_a_yard_share_points():
    outcome = compared(yard(), tilted(), good_matches_threshold=5)
    assert outcome.matches.value == 10
    assert outcome.is_match.value
    assert len(outcome.keypoints_1.value) == len(outcome.descriptors_1.value) == 15
    assert outcome.image_1 is None
    assert not compared(yard(), tilted(), good_matches_threshold=11).is_match.value


def test_descriptors_do_as_well_as_pictures():
    looks = run_once(feature_points, {"image": yard()}).descriptors
    outcome = compared(looks, tilted(), good_matches_threshold=5, visualize=True)
    assert outcome.matches.value == 10
    assert outcome.keypoints_1 is None
    assert outcome.descriptors_1 is looks
    assert outcome.image_1 is None
    assert outcome.image_matches is None
    assert outcome.image_2 is not None


def test_drawn_side_by_side_with_green_lines():
    outcome = compared(yard(), tilted(), visualize=True)
    both = outcome.image_matches.pixels
    assert both.shape == (120, 320, 3)
    assert both.mean() == pytest.approx(92.98, abs=0.05)
    assert (both == (0, 255, 0)).all(axis=2).any()
    assert outcome.image_1.pixels.shape == (120, 160, 3)


def test_nothing_to_compare_is_no_match():
    outcome = compared(solid(30, 30), page(("Words",)), visualize=True)
    assert (outcome.matches.value, outcome.is_match.value) == (0, False)
    assert outcome.image_matches is None


@pytest.mark.parametrize("bad", [List((1, 2)), List(("a", "b")), List(((1, 2), (3, 4)))])
def test_what_is_no_descriptors_is_refused(bad):
    assert "128 numbers" in str(compared(yard(), bad).error)
