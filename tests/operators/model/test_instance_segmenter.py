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


def test_each_object_has_its_outline_in_shares_of_the_picture(tmp_path: Path):
    """A wide picture on a square canvas of 64: its half that is masked begins in the middle."""
    prototype = np.full((1, 16, 16), -4, np.float32)
    prototype[0, :, 8:] = 4
    table = np.array([[32, 32, 64, 32, 0.9, 1.0]], np.float32).T
    path = write_fixed(
        tmp_path / "seg.onnx", [port("images", ["n", 3, 64, 64])],
        {"boxes": table, "prototypes": prototype},
    )  # fmt: skip
    made = card(
        "instance-segment", decoder="yolo_seg", labels=["cup"],
        preprocess={"width": 64, "height": 64, "resize": "letterbox"},
    )  # fmt: skip
    result = run_operator("instance-segmenter", "made", sessions_of(made, path), [solid(128, 64)])
    (regions,) = outputs_of(result, "regions")
    (region,) = regions.items
    assert region.concepts[0].name == "cup"
    box = region.box
    assert (box.top, box.left, box.bottom, box.right) == pytest.approx((0, 0, 1, 1))
    xs, ys = [x for x, _ in region.polygon], [y for _, y in region.polygon]
    assert min(xs) == pytest.approx(0.5, abs=0.03)
    assert max(xs) == pytest.approx(1, abs=0.03)
    assert (min(ys), max(ys)) == pytest.approx((0, 1), abs=0.05)
