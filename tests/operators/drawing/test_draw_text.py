from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Number, String, Text
from runtime.operators.drawing import draw_text
from tests.contexts import run_once
from tests.pictures import solid

WHITE = (255, 255, 255)


def written(image=None, text=None, **params):
    params = {"background": "#ff0000", "opacity": 1, "color": "#000000"} | params
    inputs = {"image": image or solid(300, 200, WHITE), "text": text}
    return run_once(draw_text, inputs, **params).image.pixels


def is_red(pixels):
    return (pixels == (255, 0, 0)).all(axis=-1)


@pytest.mark.parametrize(
    ("position", "rows", "columns"),
    [("top left", (0, 60), (0, 150)), ("bottom right", (140, 200), (150, 300)),
     ("middle", (70, 130), (75, 225))],
)  # fmt: skip
def test_the_plate_stands_at_its_place(position, rows, columns):
    red = is_red(written(content="Hello", position=position))
    assert red.any()
    assert red[slice(*rows), slice(*columns)].sum() == red.sum()


def test_the_wired_value_comes_before_the_parameter():
    plain = written(content="12.5")
    assert np.array_equal(written(text=Number(12.5), content="other"), plain)
    assert np.array_equal(written(text=String("12.5")), plain)
    assert np.array_equal(written(text=Text("12.5")), plain)


def test_long_text_is_wrapped_and_nothing_leaves_the_picture():
    one = is_red(written(content="word", font_size=20)).sum()
    assert is_red(written(content="word " * 30, font_size=20)).sum() > 5 * one
    assert written(solid(5, 5), content="very long " * 20, font_size=80).shape == (5, 5, 3)


def test_without_text_the_picture_stays():
    assert (written() == 255).all()


def test_the_incoming_picture_is_not_changed():
    image = solid(80, 60)
    written(image, content="x")
    assert (image.pixels == (10, 120, 230)).all()
