from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box
from runtime.operators.image import image_preprocess
from tests.contexts import run_once
from tests.pictures import yard


def preprocessed(**params):
    return run_once(image_preprocess, {"image": yard()}, **params).image


def test_it_resizes_by_area_and_keeps_the_view():
    smaller = preprocessed(width=80, height=50)
    assert smaller.pixels.shape == (50, 80, 3)
    assert smaller.pixels.mean() == pytest.approx(98.6529, abs=1e-3)
    assert smaller.pixels[10, 20].tolist() == [180, 30, 40]
    assert smaller.pixels[40, 50].tolist() == [86, 101, 128]
    assert smaller.placement.root_size == (160, 120)
    assert smaller.placement.box == Box(0.0, 0.0, 1.0, 1.0)


def test_it_turns_anticlockwise_and_grows():
    turned = preprocessed(task_type="rotate", rotation_degrees=30)
    assert turned.pixels.shape == (183, 198, 3)
    assert turned.pixels.mean() == pytest.approx(52.2765, abs=1e-3)
    assert turned.pixels[0, 0].tolist() == [0, 0, 0]
    upright = preprocessed(task_type="rotate").pixels
    assert upright.shape == (160, 120, 3)
    assert upright[40, 50].tolist() == [20, 25, 35]


def test_turning_by_nothing_changes_nothing():
    assert np.array_equal(
        preprocessed(task_type="rotate", rotation_degrees=0).pixels, yard().pixels
    )


@pytest.mark.parametrize(
    ("way", "change"),
    [
        ("vertical", lambda pixels: pixels[::-1]),
        ("horizontal", lambda pixels: pixels[:, ::-1]),
        ("both", lambda pixels: pixels[::-1, ::-1]),
    ],
)
def test_it_flips(way, change):
    assert np.array_equal(
        preprocessed(task_type="flip", flip_type=way).pixels, change(yard().pixels)
    )


def test_a_size_that_no_picture_may_have_is_refused():
    outcome = run_once(image_preprocess, {"image": yard()}, width=16_000, height=16_000)
    assert "smaller" in str(outcome.error)
