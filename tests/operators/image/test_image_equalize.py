from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.image import image_equalize
from tests.contexts import run_once
from tests.pictures import solid, yard


def foggy():
    row = np.linspace(100, 150, 256).astype(np.uint8)
    return Image(np.tile(row[None, :, None], (64, 1, 3)))


@pytest.mark.parametrize("method", ["stretching", "histogram", "adaptive"])
def test_levels_spread(method):
    new = run_once(
        image_equalize, {"image": foggy()}, contrast_equalization_type=method
    ).image.pixels
    assert int(new.max()) - int(new.min()) > (60 if method == "adaptive" else 250)


@pytest.mark.parametrize("method", ["stretching", "histogram", "adaptive"])
def test_a_picture_of_a_single_pixel_works(method):
    new = run_once(
        image_equalize, {"image": solid(1, 1, (50, 50, 50))}, contrast_equalization_type=method
    )
    assert new.image.pixels.shape == (1, 1, 3)


def test_all_colours_are_spread_together():
    expected = {
        "stretching": (123.7268, [255, 15, 31]),
        "histogram": (128.6817, [247, 33, 52]),
    }
    for kind, (mean, sample) in expected.items():
        params = {"contrast_equalization_type": kind, "cut_percent": 2, "all_colors": True}
        new = run_once(image_equalize, {"image": yard()}, **params).image.pixels
        assert abs(new.mean() - mean) < 1e-3
        assert new[40, 50].tolist() == sample


def test_the_strongest_colour_is_spread_tile_by_tile():
    params = {"contrast_equalization_type": "adaptive", "all_colors": True, "clip_limit": 7.68}
    new = run_once(image_equalize, {"image": yard()}, **params).image.pixels
    assert abs(new.mean() - 93.2) < 1.5
    wall = new[50, 20]
    assert abs(wall[0] / wall[1] - 6) < 0.5  # the hue stays: 180 to 30


def test_one_colour_stays_one_colour():
    for kind in ("stretching", "histogram", "adaptive"):
        params = {"contrast_equalization_type": kind, "cut_percent": 2, "all_colors": True}
        new = run_once(image_equalize, {"image": solid(40, 40)}, **params).image.pixels
        assert (new == new[0, 0]).all()
