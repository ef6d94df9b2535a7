from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from runtime.contracts.graph import ModelRef
from runtime.contracts.model import ModelManifest
from runtime.inference.detection import detect
from runtime.inference.sessions import Sessions
from tests.pictures import solid

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model

CARD = ModelManifest(
    id="fixed", title="Fixed", task="detect", description="Always sees the same.", licence="",
    source="", file="fixed.onnx", labels=("car", "plate"), decoder="yolo_v8",
    preprocess={"input": "images", "longest": 640, "stride": 32},
)  # fmt: skip


def fixed_model(folder: Path, *rows: tuple[float, ...]) -> Model:
    """A real model file whose output holds these rows, whatever the picture."""
    head = np.array(rows, np.float32).T[None]
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["n", 3, "h", "w"])
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, head.shape)
    graph = helper.make_graph(
        [helper.make_node("Identity", ["head"], ["output"])], "fixed", [images], [output],
        [numpy_helper.from_array(head, "head")],
    )  # fmt: skip
    path = folder / "fixed.onnx"
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), path
    )
    return Sessions(resolve=lambda _: CARD, locate=lambda *_: path).get(ModelRef(id="fixed"))


def test_boxes_are_told_in_shares_of_the_picture(tmp_path: Path):
    # 1280 x 640 becomes 640 x 320: no border, half the scale.
    model = fixed_model(tmp_path, (320, 160, 64, 32, 0.0, 0.9))
    (region,) = detect(model, solid(1280, 640), min_value=0.4, max_regions=5).items
    box = region.box
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.45, 0.45, 0.55, 0.55))
    assert [(c.id, c.name) for c in region.concepts] == [("plate", "plate")]
    assert region.score == pytest.approx(0.9)


def test_the_border_of_the_canvas_is_taken_off_and_boxes_end_at_the_edge(tmp_path: Path):
    # 640 x 300 lies in 640 x 320, ten pixels down.
    model = fixed_model(tmp_path, (100, 10, 200, 60, 0.8, 0.0))
    (region,) = detect(model, solid(640, 300), min_value=0.4, max_regions=5).items
    assert (region.box.top, region.box.left) == (0, 0)
    assert region.box.bottom == pytest.approx(30 / 300)


def test_ids_count_up_from_the_best(tmp_path: Path):
    model = fixed_model(tmp_path, (50, 50, 20, 20, 0.5, 0), (200, 200, 20, 20, 0, 0.9))
    regions = detect(model, solid(640, 640), min_value=0.4, max_regions=5).items
    assert [(r.id, r.concepts[0].name) for r in regions] == [("r1", "plate"), ("r2", "car")]


def test_classes_are_chosen_by_label(tmp_path: Path):
    model = fixed_model(tmp_path, (50, 50, 20, 20, 0.5, 0), (200, 200, 20, 20, 0, 0.9))
    regions = detect(model, solid(64, 64), min_value=0, max_regions=5, classes=["car"]).items
    assert [region.concepts[0].name for region in regions] == ["car"]
