from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

START, END, RED, BLUE = 2, 3, 5, 6
PICTURES = [solid(20, 10, (250, 5, 5)), solid(9, 30, (5, 5, 250))]


def colour_writer(folder: Path):
    """A model that writes `a red thing` or `a blue thing`."""
    write_tokenizer(folder / "tokenizer.json", ["a", "red", "blue", "thing"], framed=False)
    encoder = write(
        folder / "encoder.onnx", [port("pixel_values", ["n", 3, 8, 8])],
        [port("last_hidden_state", ["n", 1, 3])],
        [node("ReduceMean", ["pixel_values"], ["mean"], axes=[2, 3], keepdims=0),
         node("Unsqueeze", ["mean", "axis"], ["last_hidden_state"])],
        {"axis": np.array([1], np.int64)},
    )  # fmt: skip
    tell = np.zeros((3, 8), np.float32)
    tell[0, RED] = tell[2, BLUE] = 10
    place = np.full((1, 9, 8), -90, np.float32)
    place[0, 0, 4] = place[0, 1, [RED, BLUE]] = place[0, 2, 7] = place[0, 3:, END] = 0
    decoder = write(
        folder / "decoder.onnx",
        [port("input_ids", ["n", "t"], INT64), port("encoder_hidden_states", ["n", 1, 3])],
        [port("logits", ["n", "t", 8])],
        [node("Shape", ["input_ids"], ["length"], start=1, end=2),
         node("Slice", ["place", "zero", "length", "one"], ["rows"]),
         node("MatMul", ["encoder_hidden_states", "tell"], ["words"]),
         node("Add", ["words", "rows"], ["logits"])],
        {"place": place, "tell": tell, "zero": np.array([0], np.int64),
         "one": np.array([1], np.int64)},
    )  # fmt: skip
    made = card(
        "image-to-text", decoder="image_writer", file=None,
        preprocess={"input": "pixel_values", "width": 8, "height": 8, "resize": "stretch"},
        postprocess={"start": START, "end": END, "beams": 2},
        graphs={"encoder": "encoder.onnx", "decoder": "decoder.onnx"},
        side_files={"tokenizer": "tokenizer.json"},
    )  # fmt: skip
    paths = {"encoder.onnx": encoder, "decoder.onnx": decoder}
    return sessions_of(made, {**paths, "tokenizer.json": folder / "tokenizer.json"})


@pytest.mark.parametrize("beams", [None, 1, 4])
def test_a_picture_is_put_into_words(tmp_path: Path, beams: int | None):
    result = run_operator("image-to-text", "made", colour_writer(tmp_path), PICTURES, beams=beams)
    assert [text.raw for text in outputs_of(result, "text")] == ["a red thing", "a blue thing"]
    assert all(0.9 < score.value <= 1 for score in outputs_of(result, "score"))


def test_an_answer_is_no_longer_than_asked(tmp_path: Path):
    result = run_operator(
        "image-to-text", "made", colour_writer(tmp_path), PICTURES[:1], max_tokens=2, beams=1
    )
    assert outputs_of(result, "text")[0].raw == "a red"
