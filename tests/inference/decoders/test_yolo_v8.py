from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.yolo_v8 import read
from tests.heads import ask, card, seen


def head(*rows: tuple[float, ...]) -> np.ndarray:
    """(centre x, centre y, width, height, scores...) per anchor, as the model lays them out."""
    return np.array(rows, np.float32).T


def labels(count: int) -> list[str]:
    return [f"c{number}" for number in range(count)]


def decode(table: np.ndarray, **asked):
    made = card(decoder="yolo_v8", labels=labels(len(table) - 4))
    return read(seen({"boxes": table}, made), ask(**asked))


def test_a_box_comes_back_as_corners_with_its_class():
    found = decode(head((50, 40, 20, 10, 0.1, 0.9)))
    assert found.boxes.tolist() == [[40, 35, 60, 45]]
    assert found.classes.tolist() == [1]
    assert np.allclose(found.scores, 0.9)


def test_weak_boxes_are_left_out_and_the_rest_comes_best_first():
    found = decode(head((10, 10, 4, 4, 0.5), (50, 50, 4, 4, 0.3), (90, 90, 4, 4, 0.8)))
    assert np.allclose(found.scores, [0.8, 0.5])


def test_boxes_that_overlap_a_better_one_of_their_class_go():
    rows = head((50, 50, 20, 20, 0.9, 0), (52, 50, 20, 20, 0.8, 0), (52, 50, 20, 20, 0, 0.7))
    assert decode(rows).classes.tolist() == [0, 1]


def test_boxes_side_by_side_both_stay():
    assert len(decode(head((10, 10, 20, 20, 0.9), (30, 10, 20, 20, 0.8))).boxes) == 2


def test_no_more_boxes_than_the_limit():
    rows = head(*((100.0 * i, 10, 4, 4, 0.9) for i in range(20)))
    assert len(decode(rows, limit=3).boxes) == 3


def test_only_wanted_classes_are_kept():
    rows = head((10, 10, 4, 4, 0.9, 0), (50, 50, 4, 4, 0, 0.8))
    assert decode(rows, wanted=frozenset({1})).classes.tolist() == [1]


def test_nothing_found_is_an_empty_answer():
    assert decode(head((10, 10, 4, 4, 0.1))).boxes.shape == (0, 4)


def test_a_table_that_is_the_other_way_round_is_turned():
    made = card(decoder="yolo_v8", labels=labels(2))
    table = head((50, 40, 20, 10, 0.1, 0.9)).T
    assert read(seen({"table": table}, made), ask()).boxes.tolist() == [[40, 35, 60, 45]]


def test_scores_that_the_file_left_raw_are_turned_into_shares():
    made = card(decoder="yolo_v8", labels=labels(1), postprocess={"activation": "sigmoid"})
    found = read(seen({"boxes": head((50, 40, 20, 10, 2.0))}, made), ask())
    assert found.scores.tolist() == pytest.approx([1 / (1 + np.exp(-2))])
