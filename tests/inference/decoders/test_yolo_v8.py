from __future__ import annotations

import numpy as np

from runtime.inference.decoders.yolo_v8 import decode


def head(*rows: tuple[float, ...]) -> np.ndarray:
    """(centre x, centre y, width, height, scores...) per anchor, as the model lays them out."""
    return np.array(rows, np.float32).T


def test_a_box_comes_back_as_corners_with_its_class():
    found = decode(head((50, 40, 20, 10, 0.1, 0.9)), min_score=0.4, overlap=0.5, limit=10)
    assert found.boxes.tolist() == [[40, 35, 60, 45]]
    assert found.classes.tolist() == [1]
    assert np.allclose(found.scores, 0.9)


def test_weak_boxes_are_left_out_and_the_rest_comes_best_first():
    rows = head((10, 10, 4, 4, 0.5), (50, 50, 4, 4, 0.3), (90, 90, 4, 4, 0.8))
    found = decode(rows, min_score=0.4, overlap=0.5, limit=10)
    assert np.allclose(found.scores, [0.8, 0.5])


def test_boxes_that_overlap_a_better_one_of_their_class_go():
    rows = head((50, 50, 20, 20, 0.9, 0), (52, 50, 20, 20, 0.8, 0), (52, 50, 20, 20, 0, 0.7))
    found = decode(rows, min_score=0.4, overlap=0.5, limit=10)
    assert found.classes.tolist() == [0, 1]


def test_boxes_side_by_side_both_stay():
    found = decode(
        head((10, 10, 20, 20, 0.9), (30, 10, 20, 20, 0.8)), min_score=0.4, overlap=0.5, limit=10
    )
    assert len(found.boxes) == 2


def test_no_more_boxes_than_the_limit():
    rows = head(*((100.0 * i, 10, 4, 4, 0.9) for i in range(20)))
    assert len(decode(rows, min_score=0.4, overlap=0.5, limit=3).boxes) == 3


def test_only_wanted_classes_are_kept():
    rows = head((10, 10, 4, 4, 0.9, 0), (50, 50, 4, 4, 0, 0.8))
    found = decode(rows, min_score=0.4, overlap=0.5, limit=10, wanted=frozenset({1}))
    assert found.classes.tolist() == [1]


def test_nothing_found_is_an_empty_answer():
    found = decode(head((10, 10, 4, 4, 0.1)), min_score=0.4, overlap=0.5, limit=10)
    assert found.boxes.shape == (0, 4)
