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
