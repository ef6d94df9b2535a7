from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.image import image_threshold
from tests.contexts import run_once
from tests.pictures import yard

ROW = np.repeat(np.array([[0, 100, 150, 255]], np.uint8), 3).reshape(1, 4, 3)


def levels(**params):
    return run_once(image_threshold, {"image": Image(ROW)}, **params).image.pixels[0, :, 0].tolist()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("binary", [0, 0, 255, 255]),
        ("trunc", [0, 100, 127, 127]),
        ("tozero", [0, 0, 150, 255]),
    ],
)
def test_fixed_levels(kind, expected):
    assert levels(threshold_type=kind) == expected


def test_inverse_and_the_white_level():
    assert levels(threshold_type="binary", inverse=True) == [255, 255, 0, 0]
    assert levels(threshold_type="binary", max_value=200) == [0, 0, 200, 200]


def test_otsu_finds_the_level_between_two_groups():
    assert levels() in ([0, 0, 255, 255], [0, 255, 255, 255])


@pytest.mark.parametrize("kind", ["adaptive_mean", "adaptive_gaussian"])
def test_adaptive_finds_marks_in_shadow_and_in_light(kind):
    pixels = np.tile(np.linspace(60, 240, 200).astype(np.uint8)[None, :, None], (60, 1, 3))
    pixels[28:32, 20:24] -= 50
    pixels[28:32, 170:174] -= 50
    new = run_once(image_threshold, {"image": Image(pixels)}, threshold_type=kind).image.pixels
    assert (new[29:31, 21:23] == 0).all()
    assert (new[29:31, 171:173] == 0).all()
    assert (new[5] == 255).mean() > 0.95


def test_each_colour_can_be_compared_by_itself():
    expected = {
        "binary": (106.0729, [200, 0, 0]),
        "binary_inv": (93.9271, [0, 200, 200]),
        "trunc": (79.6701, [100, 30, 40]),
        "tozero": (72.0244, [180, 0, 0]),
        "tozero_inv": (26.6336, [0, 30, 40]),
    }
    for kind, (mean, sample) in expected.items():
        params = {"threshold_type": kind, "thresh_value": 100, "max_value": 200, "per_color": True}
        new = run_once(image_threshold, {"image": yard()}, **params).image.pixels
        assert abs(new.mean() - mean) < 1e-3
        assert new[40, 50].tolist() == sample


def test_otsu_and_adaptive_look_at_brightness_even_so():
    for kind in ("otsu", "adaptive_mean"):
        both = [
            run_once(image_threshold, {"image": yard()}, threshold_type=kind, per_color=each)
            for each in (True, False)
        ]
        assert (both[0].image.pixels == both[1].image.pixels).all()
