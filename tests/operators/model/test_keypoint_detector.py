from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.heads import card
from tests.onnx_files import port, sessions_of, write_fixed
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path


def points(folder: Path, **params: object):
    table = np.array([[32, 32, 40, 20, 0.9, 16, 24, 0.8, 48, 40, 0.1]], np.float32).T
    path = write_fixed(
        folder / "pose.onnx", [port("images", ["n", 3, 64, 64])], {"table": table}
    )  # fmt: skip
    made = card(
        "keypoints", decoder="yolo_pose", labels=["person"],
        preprocess={"width": 64, "height": 64, "resize": "stretch"},
        postprocess={"keypoints": [2, 3], "names": ["nose", "hand"], "outputs": {"boxes": "table"}},
    )  # fmt: skip
    result = run_operator(
        "keypoint-detector", "made", sessions_of(made, path), [solid(128, 64)], **params
    )
    (regions,) = outputs_of(result, "regions")
    (region,) = regions.items
    return region.keypoints


def test_points_are_named_and_lie_in_shares_of_the_picture(tmp_path: Path):
    nose, hand = points(tmp_path, min_point=0)
    assert (nose.name, hand.name) == ("nose", "hand")
    assert (nose.x, nose.y, nose.value) == pytest.approx((0.25, 0.375, 0.8))


def test_points_that_are_not_sure_are_left_out(tmp_path: Path):
    assert [point.name for point in points(tmp_path)] == ["nose"]
