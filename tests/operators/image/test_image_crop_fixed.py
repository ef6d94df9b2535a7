from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_crop_fixed
from tests.contexts import run_once

PIXELS = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)


def cut(**params):
    return run_once(image_crop_fixed, {"image": Image(PIXELS)}, **params)


def test_percent_and_pixels_name_the_same_place():
    shares = cut(x_center=50, y_center=75, width=50, height=50).image.pixels
    pixels = cut(x_center=100, y_center=75, width=100, height=50, unit="pixels").image.pixels
    assert np.array_equal(shares, PIXELS[50:100, 50:150])
    assert np.array_equal(pixels, shares)


def test_what_stands_over_the_edge_is_left_out():
    assert cut(x_center=0, y_center=0, width=50, height=50).image.pixels.shape == (25, 50, 3)


def test_a_box_outside_fails_with_the_size_of_the_picture():
    outcome = cut(x_center=500, y_center=10, width=20, height=20, unit="pixels")
    assert isinstance(outcome, Failure)
    assert "200 by 100" in outcome.error.message


def test_a_small_part_does_not_keep_the_whole_picture_in_memory():
    assert cut(width=20, height=20).image.pixels.base is None


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ((10, 10, 5, 5), (8, 13, 8, 13)),
        ((1, 1, 50, 50), (0, 26, 0, 26)),
    ],
)
def test_pixels_keep_the_size_asked_for_and_stop_at_the_edge(place, part):
    names = ("x_center", "y_center", "width", "height")
    image = cut(**dict(zip(names, place, strict=True)), unit="pixels").image
    top, bottom, left, right = part
    assert np.array_equal(image.pixels, PIXELS[top:bottom, left:right])


def test_shares_are_rounded_to_pixels_first():
    image = cut(x_center=0.5, y_center=0.5, width=0.333, height=0.333, unit="share").image
    assert (image.width, image.height) == (67, 33)
    assert np.array_equal(image.pixels, PIXELS[34:67, 66:133])


@pytest.mark.parametrize("place", [(500, 10, 20, 20), (10, 10, 0, 20)])
def test_a_place_without_pixels_can_be_skipped(place):
    names = ("x_center", "y_center", "width", "height")
    params = dict(zip(names, place, strict=True))
    assert cut(**params, unit="pixels", outside="skip") is None


def test_the_part_knows_where_it_was_cut_from():
    image = cut(x_center=50, y_center=75, width=50, height=50).image
    assert image.placement.to_root(0, 0) == (0.25, 0.5)
    assert image.placement.root_size == (200, 100)
