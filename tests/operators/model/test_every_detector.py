"""One object, told in the way of every family of detectors, comes out as the same region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.inference.detection import READERS
from tests.heads import card
from tests.onnx_files import INT64, port, sessions_of, write_fixed
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 64
# A picture of 128 x 64 lies on the canvas at half its size, 16 pixels down. The object covers its
# left half and its lower three quarters: from (0, 24) to (32, 48) on the canvas.
CENTRED = (16.0, 36.0, 32.0, 24.0)
CORNERS = (0.0, 24.0, 32.0, 48.0)
SHARES = tuple(value / SIDE for value in CENTRED)
SURE = 0.9
LOGIT = float(np.log(SURE / (1 - SURE)))


def table(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, np.float32)


def yolox_cells() -> np.ndarray:
    """The grids of 8, 16 and 32 have 84 cells; row 2, column 1 of stride 16 sees the object."""
    cells = np.zeros((84, 7), np.float32)
    cells[64 + 2 * 4 + 1] = [0, 0.25, np.log(2), np.log(1.5), 1, 0.05, SURE]
    return cells


HEADS = {
    "yolo_v8": {"boxes": table((*CENTRED, 0.05, SURE)).T},
    "yolo_v5": {"boxes": table((*CENTRED, 1, 0.05, SURE), (*CENTRED, 0, 0, 1))},
    "yolox": {"boxes": yolox_cells()},
    "end_to_end": {"boxes": table((*CORNERS, SURE, 1), (0, 0, 0, 0, 0, 0))},
    "detr": {"boxes": table(SHARES), "logits": table((-40, LOGIT, 0))},
    "rt_detr": {"boxes": table(SHARES), "logits": table((-3, LOGIT))},
    "rt_detr_pixels": {
        "scores": np.array([SURE], np.float32), "boxes": table(CORNERS),
        "labels": np.array([1], np.int64),
    },
    "yolo_seg": {
        "boxes": table((*CENTRED, 0.05, SURE, 1)).T, "prototypes": np.ones((1, 16, 16), np.float32),
    },
    "yolo_pose": {"boxes": table((*CENTRED, 0.05, SURE, 16, 36, 1)).T},
}  # fmt: skip


def test_no_family_is_left_out():
    assert set(HEADS) == set(READERS)


@pytest.mark.parametrize("decoder", HEADS)
def test_the_object_is_found_where_it_is(tmp_path: Path, decoder: str):
    preprocess: dict[str, object] = {"width": SIDE, "height": SIDE, "resize": "letterbox"}
    inputs = [port("images", ["n", 3, SIDE, SIDE])]
    if decoder == "rt_detr_pixels":
        preprocess["size_input"] = "orig_target_sizes"
        inputs.append(port("orig_target_sizes", ["n", 2], INT64))
    outputs = {f"{role}_0": value for role, value in HEADS[decoder].items()}
    path = write_fixed(tmp_path / "detector.onnx", inputs, outputs)
    post: dict[str, object] = {"outputs": {role: f"{role}_0" for role in HEADS[decoder]}}
    if decoder == "yolo_pose":
        post["keypoints"] = [1, 3]
    made = card(
        "detect", decoder=decoder, labels=["cat", "dog"], preprocess=preprocess, postprocess=post
    )
    result = run_operator("visual-detector", "made", sessions_of(made, path), [solid(128, 64)] * 2)
    for regions in outputs_of(result, "regions"):
        (region,) = regions.items
        box = region.box
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0, 0.25, 0.5, 1))
        assert [concept.name for concept in region.concepts] == ["dog"]
        assert region.score == pytest.approx(SURE)
