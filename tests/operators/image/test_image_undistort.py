from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.values import Image
from runtime.operators.image import image_undistort
from tests.contexts import run_once

PIXELS = np.random.default_rng(3).integers(0, 256, (60, 80, 3), np.uint8)
LENS = {"fx": 80, "fy": 80, "cx": 40, "cy": 30}


def straight(**params: object):
    return run_once(image_undistort, {"image": Image(PIXELS)}, **{**LENS, **params}).image


@pytest.mark.parametrize("fisheye", [True, False])
def test_a_lens_that_bends_nothing_changes_nothing(fisheye):
    image = straight(use_fisheye_model=fisheye)
    inner = (slice(1, -2), slice(1, -2))
    off = np.abs(image.pixels[inner].astype(int) - PIXELS[inner])
    assert off.mean() < (1 if fisheye else 12)


@pytest.mark.parametrize("fisheye", [True, False])
def test_a_bent_picture_keeps_its_size_and_its_middle(fisheye):
    smooth = np.zeros((61, 81, 3), np.uint8)
    smooth[28:33, 38:43] = 255
    image = run_once(
        image_undistort, {"image": Image(smooth)}, fx=80, fy=80, cx=40, cy=30, k1=-0.3,
        use_fisheye_model=fisheye,
    ).image  # fmt: skip
    assert (image.width, image.height) == (81, 61)
    assert image.pixels[30, 40].tolist() == [255, 255, 255]
    assert image.pixels[5, 5].tolist() == [0, 0, 0]


def test_a_point_moves_as_the_lens_says():
    """By the division model a point at distance r came from r (1 - sqrt(1 - 4 k r2)) / (2 k r2)."""
    line = np.zeros((61, 81, 3), np.uint8)
    line[:, 59:62] = 200
    image = run_once(
        image_undistort, {"image": Image(line)}, fx=80, fy=80, cx=40, cy=30, k1=-0.5,
        use_fisheye_model=True,
    ).image  # fmt: skip
    row = image.pixels[30, :, 0].astype(float)
    r = (row * np.arange(81)).sum() / row.sum() - 40
    square = (r / 80) ** 2
    came_from = r * (1 - np.sqrt(1 + 2 * square)) / (-square)
    assert came_from == pytest.approx(20, abs=0.2)


def test_a_lens_has_a_focal_length():
    with pytest.raises(ValidationError):
        image_undistort.Params(fx=0)
