from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.yolox import read
from tests.heads import ask, card, seen

SIDE = 64
CELLS = (8 * 8, 4 * 4, 2 * 2)


def decode(table: np.ndarray, **post: object):
    made = card(
        decoder="yolox", labels=["cat", "dog"], postprocess=post,
        preprocess={"width": SIDE, "height": SIDE, "resize": "letterbox_corner", "rescale": 1,
                    "channels": "bgr"},
    )  # fmt: skip
    return read(seen({"boxes": table}, made), ask())


def empty() -> np.ndarray:
    return np.zeros((sum(CELLS), 7), np.float32)


def test_a_cell_tells_centre_and_size_in_its_own_stride():
    table = empty()
    # Row 1, column 2 of the grid of stride 16 is cell 64 + 1 * 4 + 2.
    table[64 + 6] = [0.5, 0.25, np.log(2), np.log(1), 0.9, 0.1, 1.0]
    found = decode(table)
    # Centre (2.5 * 16, 1.25 * 16) = (40, 20), size (32, 16).
    assert found.boxes[0].tolist() == pytest.approx([24, 12, 56, 28])
    assert found.classes.tolist() == [1]
    assert found.scores.tolist() == pytest.approx([0.9])


def test_the_last_level_comes_last():
    table = empty()
    table[-1] = [0, 0, 0, 0, 1, 1, 0]
    # The last cell of stride 32 lies at (32, 32).
    assert decode(table).boxes[0].tolist() == pytest.approx([16, 16, 48, 48])


def test_other_strides_are_read_from_the_card():
    table = np.zeros((16, 7), np.float32)
    table[5] = [0, 0, 0, 0, 1, 1, 0]
    assert decode(table, strides=[16]).boxes[0].tolist() == pytest.approx([8, 8, 24, 24])


def test_cells_that_fit_no_grid_are_an_error_that_says_so():
    with pytest.raises(OperatorFailedError, match="fits no grid"):
        decode(np.zeros((17, 7), np.float32))
