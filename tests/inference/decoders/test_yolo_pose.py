from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.yolo_pose import read
from tests.heads import ask, card, seen


def decode(row: tuple[float, ...], dims: int):
    made = card("keypoints", labels=["person"], postprocess={"keypoints": [2, dims]})
    return read(seen({"boxes": np.array([row], np.float32).T}, made), ask())


def test_points_come_with_how_sure_they_are():
    found = decode((50, 40, 20, 10, 0.9, 45, 38, 0.7, 55, 42, 0.2), 3)
    assert found.boxes.tolist() == [[40, 35, 60, 45]]
    assert found.keypoints.ravel().tolist() == pytest.approx([45, 38, 0.7, 55, 42, 0.2])


def test_points_without_a_score_are_sure():
    found = decode((50, 40, 20, 10, 0.9, 45, 38, 55, 42), 2)
    assert found.keypoints[0, :, 2].tolist() == [1, 1]
