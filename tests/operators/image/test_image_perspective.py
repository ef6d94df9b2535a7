from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_perspective
from tests.contexts import run_once

PIXELS = np.arange(40 * 80 * 3, dtype=np.uint32).reshape(40, 80, 3).astype(np.uint8)


def straight(corners, **params):
    return run_once(image_perspective, {"image": Image(PIXELS)}, corners=corners, **params)


def test_the_whole_picture_stays_the_same():
    new = run_once(image_perspective, {"image": Image(PIXELS)}).image.pixels
    assert np.array_equal(new, PIXELS)


def test_a_level_part_is_cut_out_and_can_be_scaled():
    quad = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]
    assert np.array_equal(straight(quad).image.pixels, PIXELS[10:30, 20:60])
    assert straight(quad, width=10, height=12).image.pixels.shape == (12, 10, 3)


@pytest.mark.parametrize(
    "corners",
    [[(0, 0), (1, 1), (1, 0), (0, 1)], [(0.1, 0.1)] * 4, [(0, 0), (0.5, 0.5), (1, 1), (0.2, 0.2)]],
)
def test_corners_that_cross_or_enclose_nothing_fail(corners):
    outcome = straight(corners)
    assert isinstance(outcome, Failure)
    assert "in the order" in outcome.error.message


def test_a_corner_outside_the_picture_is_refused():
    with pytest.raises(ValidationError):
        image_perspective.Params(corners=[(0, 0), (2, 0), (1, 1), (0, 1)])
