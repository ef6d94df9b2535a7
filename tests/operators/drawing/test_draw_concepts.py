from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Concept, Concepts
from runtime.operators.drawing import draw_concepts
from tests.contexts import run_once
from tests.drawings import FIRST, SECOND
from tests.pictures import yard


def written(*scores, **params):
    items = tuple(
        Concept(name, name, score, number)
        for number, (name, score) in enumerate(zip(("cat", "dog", "cow"), scores, strict=False))
    )
    small = {"text_scale": 0.5, "text_padding": 2}
    inputs = {"image": yard(), "concepts": Concepts(items)}
    return run_once(draw_concepts, inputs, **small, **params).image.pixels


def rows(pixels, color):
    """The first and last row that have the colour."""
    found = np.nonzero((pixels == color).all(axis=2).any(axis=1))[0]
    return (int(found.min()), int(found.max())) if len(found) else None


def test_the_best_stands_at_the_top_left():
    new = written(0.8, 0.2)
    assert rows(new, FIRST)[0] < 25
    assert rows(new, SECOND) is None


def test_all_that_hold_are_written_one_below_the_other():
    new = written(0.8, 0.6)
    assert rows(new, FIRST)[1] < rows(new, SECOND)[0]
    low = written(0.8, 0.6, text_position="BOTTOM_LEFT")
    assert rows(low, FIRST)[0] < rows(low, SECOND)[1]
    assert rows(low, SECOND)[1] > 60


@pytest.mark.parametrize(("place", "left"), [("CENTER_LEFT", True), ("CENTER_RIGHT", False)])
def test_it_may_stand_in_the_middle_of_a_side(place, left):
    new = written(0.9, text_position=place, text="Class and Confidence")
    columns = np.nonzero((new == FIRST).all(axis=2).any(axis=0))[0]
    assert bool(columns.mean() < 80) is left
    top, bottom = rows(new, FIRST)
    assert 30 < (top + bottom) / 2 < 90


def test_nothing_to_say_leaves_the_picture():
    assert np.array_equal(written(), yard().pixels)
