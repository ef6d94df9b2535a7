from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image, Regions
from runtime.media.label_texts import fitting_points
from runtime.operators.drawing import draw_rich_labels
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_a_label_is_written_in_a_font():
    new = drawn(draw_rich_labels)
    assert tuple(new[20, 40]) == FIRST  # its plate
    assert (new[:20, 15:60] == 255).all(axis=2).any()


def test_long_lines_are_broken_and_sizes_suit_the_picture():
    once = drawn(draw_rich_labels, text="Class and Confidence", font_size=8)
    broken = drawn(draw_rich_labels, text="Class and Confidence", font_size=8, max_line_length=5)
    assert (once != broken).any()
    assert fitting_points(Image(np.zeros((2160, 3840, 3), np.uint8)), 14) == 28


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_rich_labels, Regions()), yard().pixels)
