from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.pictures import BATCH_ON_GPU, look
from tests.heads import card
from tests.onnx_files import INT64, load, node, port, write
from tests.pictures import solid

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model

SIDE = {"width": 4, "height": 4, "resize": "stretch"}


def means(folder: Path, rows: int | str = "n", **preprocess: object) -> Model:
    """A model that answers the mean colour of each picture, and refuses other batches."""
    path = write(
        folder / "means.onnx", [port("images", [rows, 3, 4, 4])], [port("mean", [rows, 3])],
        [node("ReduceMean", ["images"], ["mean"], axes=[2, 3], keepdims=0)],
    )  # fmt: skip
    return load(card(preprocess={**SIDE, **preprocess}), path)


class OnGpu:
    """The same model, told as if it ran on a GPU, with the batches it was given."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.manifest = model.manifest
        self.provider = "CUDAExecutionProvider"
        self.batches: list[int] = []

    def output_names(self, graph: str = "") -> list[str]:
        return list(self._model.output_names(graph))

    def run(self, feeds, cancel=None, graph=""):
        self.batches.append(len(feeds["images"]))
        return self._model.run(feeds, cancel, graph)


def reds(model: Any, count: int) -> list[float]:
    images = [solid(8, 8, (number * 10, 0, 0)) for number in range(count)]
    return [float(seen.head("mean")[0]) * 255 for seen in look(model, images, ("mean",))]


def test_every_picture_gets_its_own_answer_in_order(tmp_path: Path):
    assert reds(means(tmp_path), 5) == pytest.approx([0, 10, 20, 30, 40], abs=0.01)


def test_a_file_that_takes_one_picture_at_a_time_is_given_one(tmp_path: Path):
    assert reds(means(tmp_path, 1, batch=1), 3) == pytest.approx([0, 10, 20], abs=0.01)


def test_a_file_that_takes_four_is_filled_up_to_four(tmp_path: Path):
    assert reds(means(tmp_path, 4, batch=4), 6) == pytest.approx(
        [0, 10, 20, 30, 40, 50], abs=0.01
    )  # fmt: skip


def test_a_gpu_is_given_batches_and_a_processor_single_pictures(tmp_path: Path):
    model = OnGpu(means(tmp_path))
    assert reds(model, BATCH_ON_GPU + 2) == pytest.approx(
        [10.0 * number for number in range(BATCH_ON_GPU + 2)], abs=0.01
    )
    assert model.batches == [BATCH_ON_GPU, 2]


def test_pictures_of_several_shapes_never_share_a_batch(tmp_path: Path):
    path = write(
        tmp_path / "any.onnx", [port("images", ["n", 3, "h", "w"])], [port("mean", ["n", 3])],
        [node("ReduceMean", ["images"], ["mean"], axes=[2, 3], keepdims=0)],
    )  # fmt: skip
    model: Any = OnGpu(load(card(preprocess={"resize": "keep"}), path))
    images = [solid(8, 8, (0, 0, 0)), solid(8, 8, (10, 0, 0)), solid(9, 8, (20, 0, 0))]
    found = [float(seen.head("mean")[0]) * 255 for seen in look(model, images, ("mean",))]
    assert found == pytest.approx([0, 10, 20], abs=0.01)
    assert model.batches == [2, 1]


def test_the_canvas_is_told_to_a_model_that_asks(tmp_path: Path):
    path = write(
        tmp_path / "size.onnx",
        [port("images", ["n", 3, 32, 64]), port("orig_target_sizes", ["n", 2], INT64)],
        [port("told", ["n", 2], INT64), port("unused", ["n", 3])],
        [node("Identity", ["orig_target_sizes"], ["told"]),
         node("ReduceMean", ["images"], ["unused"], axes=[2, 3], keepdims=0)],
    )  # fmt: skip
    model = load(
        card(preprocess={"width": 64, "height": 32, "size_input": "orig_target_sizes"}), path
    )
    (seen,) = look(model, [solid(8, 8)], ("told",))
    assert seen.head("told").tolist() == [64, 32]


def test_a_model_that_asks_which_pixels_count_is_told_all(tmp_path: Path):
    path = write(
        tmp_path / "mask.onnx",
        [port("images", ["n", 3, 8, 8]), port("pixel_mask", ["n", "h", "w"], INT64)],
        [port("count", ["n"], INT64), port("unused", ["n", 3])],
        [node("ReduceSum", ["pixel_mask", "axes"], ["count"], keepdims=0),
         node("ReduceMean", ["images"], ["unused"], axes=[2, 3], keepdims=0)],
        {"axes": np.array([1, 2], np.int64)},
    )  # fmt: skip
    model = load(card(preprocess={"width": 8, "height": 8, "mask_input": "pixel_mask"}), path)
    (seen,) = look(model, [solid(30, 8)], ("count",))
    assert int(seen.outputs["count"]) == 64


def test_outputs_are_taken_by_the_names_on_the_card(tmp_path: Path):
    path = write(
        tmp_path / "two.onnx", [port("images", ["n", 3, 4, 4])],
        [port("low", ["n", 3]), port("high", ["n", 3])],
        [node("ReduceMin", ["images"], ["low"], axes=[2, 3], keepdims=0),
         node("ReduceMax", ["images"], ["high"], axes=[2, 3], keepdims=0)],
    )  # fmt: skip
    post = {"outputs": {"wanted": "high", "gone": "nowhere"}}
    (seen,) = look(load(card(preprocess=SIDE, postprocess=post), path), [solid(8, 8)], ("wanted",))
    assert seen.has("wanted")
    with pytest.raises(OperatorFailedError, match="no output for gone"):
        seen.head("gone")


def test_no_pictures_are_no_work(tmp_path: Path):
    assert list(look(means(tmp_path), [], ("mean",))) == []
