from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.rt_detr import read
from tests.heads import ask, card, seen

CANVAS = {"width": 200, "height": 100, "resize": "stretch"}
BOX = [0.5, 0.5, 0.2, 0.4]


def made(**post: object):
    return card(decoder="rt_detr", labels=["cat", "dog"], preprocess=CANVAS, postprocess=post)


def test_each_class_has_its_own_say_without_a_background():
    heads = {"logits": np.array([[0, 2.0]], np.float32), "boxes": np.array([BOX], np.float32)}
    found = read(seen(heads, made()), ask())
    assert found.scores.tolist() == pytest.approx([1 / (1 + np.exp(-2)), 0.5])
    assert found.classes.tolist() == [1, 0]
    assert found.boxes.tolist() == [pytest.approx([80, 30, 120, 70])] * 2


def test_the_best_pairs_of_query_and_class_are_kept():
    logits = np.array([[3, 2], [1, -9], [-9, 4]], np.float32)
    heads = {"logits": logits, "boxes": np.array([BOX, BOX, [0.1, 0.1, 0.1, 0.1]], np.float32)}
    found = read(seen(heads, made()), ask(limit=2))
    assert found.classes.tolist() == [1, 0]
    assert found.boxes[0].tolist() == pytest.approx([10, 5, 30, 15])


def test_a_table_holds_both_and_its_scores_are_ready():
    table = np.array([[*BOX, 0.1, 0.7]], np.float32)
    found = read(seen({"table": table}, made()), ask())
    assert found.scores.tolist() == pytest.approx([0.7])
    assert found.classes.tolist() == [1]
