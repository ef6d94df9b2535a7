from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.yolo_v5 import read
from tests.heads import ask, card, seen

LABELS = ["cat", "dog"]


def decode(*rows: tuple[float, ...], **post: object):
    made = card(decoder="yolo_v5", labels=LABELS, postprocess=post)
    return read(seen({"boxes": np.array(rows, np.float32)}, made), ask())


def test_a_score_is_how_surely_an_object_times_its_class():
    found = decode((50, 40, 20, 10, 0.8, 0.1, 0.9))
    assert found.boxes.tolist() == [[40, 35, 60, 45]]
    assert found.classes.tolist() == [1]
    assert found.scores.tolist() == pytest.approx([0.72])


def test_a_sure_class_of_no_object_is_left_out():
    assert len(decode((50, 40, 20, 10, 0.3, 0.0, 1.0)).boxes) == 0


def test_doubles_go():
    assert len(decode((50, 40, 20, 10, 1, 1, 0), (51, 40, 20, 10, 1, 0.9, 0)).boxes) == 1


def test_raw_scores_are_activated_when_the_card_says_so():
    found = decode((50, 40, 20, 10, 20, 20, -20), activation="sigmoid")
    assert found.scores.tolist() == pytest.approx([1])
