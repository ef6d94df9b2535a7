from __future__ import annotations

import numpy as np

from runtime.contracts.values import List, Many
from runtime.operators.drawing import image_mosaic
from tests.contexts import run_once
from tests.pictures import solid

RED, BLUE = solid(20, 10, (255, 0, 0)), solid(10, 10, (0, 0, 255))


def laid(*values, **params):
    names = tuple(f"w{index}" for index in range(len(values)))
    inputs = {"images": Many(values, names)}
    return run_once(image_mosaic, inputs, **params).image.pixels


def test_one_picture_fills_what_its_shape_allows():
    new = laid(BLUE, width=40, height=20)
    assert new.shape == (20, 40, 3)
    assert new[10, 20].tolist() == [0, 0, 255]
    assert new[10, 5].tolist() == [0, 0, 0]


def test_three_take_two_by_two_cells_also_from_lists():
    new = laid(RED, List((BLUE, RED)), width=80, height=80)
    assert new[20, 20].tolist() == [255, 0, 0]
    assert new[5, 20].tolist() == [0, 0, 0]  # a wide one leaves room above
    assert new[20, 60].tolist() == [0, 0, 255]
    assert new[60, 20].tolist() == [255, 0, 0]
    assert not new[40:, 40:].any()


def test_what_is_no_picture_has_no_cell_and_none_an_empty_one():
    new = laid(List(("text", None, BLUE)), width=40, height=20)
    assert not new[:, :20].any()
    assert new[5, 30].tolist() == [0, 0, 255]


def test_nothing_is_black():
    assert not laid(List(), width=8, height=8).any()
    assert not np.any(laid(List(), width=1, height=1))
