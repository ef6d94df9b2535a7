from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Number, String, Text
from runtime.operators.drawing import barcode_maker
from tests.contexts import run_once


def made(text, **params):
    return run_once(barcode_maker, {"text": text}, **params)


def test_modules_are_whole_pixels_within_a_white_margin():
    pixels = made(Text("hello"), scale=3).image.pixels
    assert pixels.shape == ((21 + 20) * 3, (21 + 20) * 3, 3)
    assert (pixels[:30] == 255).all()
    assert (pixels[30:33, 30:33] == 0).all()
    assert set(np.unique(pixels)) == {0, 255}


def test_numbers_and_strings_are_taken():
    assert np.array_equal(made(Number(42)).image.pixels, made(String("42")).image.pixels)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("abc", "EAN 13", "cannot hold"),
        ("", "QR code", "0 letters"),
        ("x" * 3999, "Aztec", "cannot hold"),
        ("x" * 4001, "QR code", "4001 letters"),
    ],
)
def test_what_a_kind_cannot_hold_fails_with_a_sentence(text, kind, words):
    outcome = made(Text(text), kind=kind)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


def test_its_engine_is_found_here():
    assert barcode_maker.run.__weft_operator__.available() is None


def test_without_a_wire_the_content_counts():
    wired = made(Text("hello")).image.pixels
    assert np.array_equal(run_once(barcode_maker, {}, content="hello").image.pixels, wired)


@pytest.mark.parametrize(
    ("level", "modules"), [("low", 29), ("medium", 29), ("quartile", 33), ("high", 37)]
)
def test_more_correction_makes_a_larger_code_that_is_still_read(level, modules):
    import zxingcpp

    text = "hello world, this is a test of levels"
    params = {"scale": 10, "margin": 4, "fill_color": "navy", "back_color": "rgb(255, 250, 0)"}
    pixels = made(Text(text), correction=level, **params).image.pixels
    assert pixels.shape == ((modules + 8) * 10, (modules + 8) * 10, 3)
    assert pixels[0, 0].tolist() == [255, 250, 0]
    assert pixels[40, 40].tolist() == [0, 0, 128]
    assert zxingcpp.read_barcode(pixels).text == text


@pytest.mark.parametrize(
    ("word", "color"),
    [("BLACK", "#000000"), ("GREEN", "#00ff00"), ("bgr(1, 2, 3)", "#030201"), ("tan", "#d2b48c")],
)
def test_colours_have_names(word, color):
    assert barcode_maker.Params(fill_color=word).fill_color == color


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="fill_color"):
        barcode_maker.Params(fill_color="plaid")
