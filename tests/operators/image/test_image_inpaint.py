from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Box, Concept, Image, Mask, Region, Regions
from runtime.operators.image import image_inpaint
from tests.contexts import run_once
from tests.pictures import solid

STAMP = Box(top=0.4, left=0.4, bottom=0.6, right=0.6)


def slope(width: int = 100, height: int = 100) -> np.ndarray:
    """Grey that grows lighter to the right."""
    line = np.linspace(60, 180, width)
    return np.repeat(np.broadcast_to(line, (height, width))[..., None], 3, axis=2).astype(np.uint8)


def stamped() -> Image:
    pixels = slope()
    pixels[40:60, 40:60] = (255, 0, 0)
    return Image(pixels)


def places(*boxes: Box, name: str = "stamp") -> Regions:
    concept = (Concept(name, name, 1.0),)
    return Regions(tuple(Region(f"r{n}", box, concept) for n, box in enumerate(boxes)))


@pytest.mark.parametrize("method", ["smooth", "follow edges"])
def test_a_stamp_vanishes_into_what_is_around_it(method: str):
    outcome = run_once(image_inpaint, {"image": stamped(), "regions": places(STAMP)}, method=method)
    difference = np.abs(outcome.image.pixels.astype(int) - slope())
    assert difference.max() < 30
    assert difference[:30].max() == 0
    assert outcome.share.value == pytest.approx(0.24**2, abs=0.01)


def test_a_mask_says_which_pixels_to_fill():
    classes = np.zeros((50, 50), np.uint8)
    classes[20:30, 20:30] = 3
    outcome = run_once(image_inpaint, {"image": stamped(), "mask": Mask(classes)})
    assert np.abs(outcome.image.pixels.astype(int) - slope()).max() < 30


def test_only_named_classes_are_filled():
    inputs = {"image": stamped(), "regions": places(STAMP)}
    outcome = run_once(image_inpaint, inputs, classes=["other"])
    assert np.array_equal(outcome.image.pixels, stamped().pixels)
    assert outcome.share.value == 0


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "Wire regions or a mask"),
        ({"regions": places(Box(0, 0, 1, 1))}, "whole picture"),
        ({"image": solid(2000, 2000), "regions": places(Box(0, 0, 0.9, 0.9))}, "the limit is"),
    ],
)
def test_what_cannot_be_filled_fails_with_a_sentence(inputs, words: str):
    outcome = run_once(image_inpaint, {"image": stamped(), **inputs})
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message
