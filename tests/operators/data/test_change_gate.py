from __future__ import annotations

import numpy as np

from runtime.contracts.values import Boolean, Image, Number, Text
from runtime.operators.data import change_gate
from tests.contexts import run_along
from tests.query.samples import op
from tests.run_flow import node, run, width

HEIGHT = op("ExtractImageProperty", property_name="height")


def passed(*values):
    """Where the values of a video come through; the value goes with the sign."""
    outcomes = run_along(change_gate, [{"value": value} for value in values])
    for given, one in zip(values, outcomes, strict=True):
        assert (one.passed, one.value) in ((Boolean(True), given), (None, None))
    return [one.passed is not None for one in outcomes]


def test_a_change_lets_through():
    counts = [1, 1, 2, 2, 1]
    assert passed(*map(Number, counts)) == [True, False, True, False, True]


def test_a_number_is_another_than_its_text():
    assert passed(Number(1), Number(1.0), Text("1")) == [True, False, True]


def test_pictures_are_compared_by_their_pixels_and_their_size():
    black = np.zeros((4, 12, 3), np.uint8)
    grey = np.full_like(black, 90)
    frames = [black, black.copy(), grey, grey.reshape(12, 4, 3)]
    outcomes = run_along(change_gate, [{"value": Image(frame)} for frame in frames])
    assert [one.passed is not None for one in outcomes] == [True, False, True, True]


def test_a_part_that_shares_its_pictures_memory_is_compared():
    picture = Image(np.zeros((40, 40, 3), np.uint8))
    part = picture.part(1, 1, 39, 39)
    assert not part.pixels.flags.c_contiguous
    outcomes = run_along(change_gate, [{"value": part}, {"value": part}])
    assert [one.passed is not None for one in outcomes] == [True, False]


def test_pictures_of_no_video_are_each_the_first_of_their_own():
    same = node("same", "property-reader", {"operations": [HEIGHT]}, value="IN.image")
    nodes = [same, node("g", "change-gate", value="same.result"), width("w", when=["g.passed"])]
    assert run(*nodes, wanted="w.result") == [100, 120]
