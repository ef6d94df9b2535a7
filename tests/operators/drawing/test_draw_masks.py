from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image, Regions
from runtime.operators.drawing import draw_masks
from tests.contexts import run_once
from tests.drawings import BOXES, OUTLINES, drawn
from tests.pictures import yard


def test_an_outline_is_filled():
    new = drawn(draw_masks, OUTLINES, opacity=0.7)
    assert new.mean() == pytest.approx(113.3455, abs=1e-3)
    assert tuple(new[40, 42]) == (168, 66, 188)  # 0.3 of 180, 30, 40 and 0.7 of 163, 81, 251
    assert np.array_equal(new[45, 88], yard().pixels[45, 88])  # in the disc's box, not in it


def test_boxes_alone_are_left():
    assert np.array_equal(drawn(draw_masks, BOXES), yard().pixels)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_masks, Regions()), yard().pixels)


def test_more_masks_than_memory_holds_are_refused():
    image = Image(np.zeros((4000, 4000, 3), np.uint8))
    many = Regions(tuple(OUTLINES.items) * 40)
    outcome = run_once(draw_masks, {"image": image, "regions": many})
    assert "too many to draw" in str(outcome.error)
