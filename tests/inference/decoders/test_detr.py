from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.detr import read
from tests.heads import ask, card, seen

CANVAS = {"width": 200, "height": 100, "resize": "stretch"}


def decode(logits: list[list[float]], boxes: list[list[float]]):
    made = card(decoder="detr", labels=["cat", "dog"], preprocess=CANVAS)
    heads = {"logits": np.array(logits, np.float32), "boxes": np.array(boxes, np.float32)}
    return read(seen(heads, made), ask())


def test_boxes_are_shares_of_the_canvas_and_no_object_takes_its_part():
    found = decode([[0, np.log(3), 0]], [[0.5, 0.5, 0.2, 0.4]])
    assert found.boxes[0].tolist() == pytest.approx([80, 30, 120, 70])
    assert found.scores.tolist() == pytest.approx([0.6])
    assert found.classes.tolist() == [1]


def test_a_query_that_saw_nothing_is_left_out():
    assert len(decode([[1, 0, 9]], [[0.5, 0.5, 0.2, 0.4]]).boxes) == 0
