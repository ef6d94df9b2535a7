from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference.embedding import embed_pictures, embed_texts
from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = [solid(9, 9, (250, 5, 5)), solid(9, 9, (5, 5, 250))]
IMAGE_NODES = [node("ReduceMean", ["pixel_values"], ["image_embeds"], axes=[2, 3], keepdims=0)]
TEXT_NODES = [
    node("Gather", ["table", "input_ids"], ["each"]),
    node("ReduceSum", ["each", "axis"], ["text_embeds"], keepdims=0),
]
PIXELS = port("pixel_values", ["n", 3, 8, 8])
IDS = port("input_ids", ["m", "s"], INT64)


def constants() -> dict[str, np.ndarray]:
    """Words of colours mean their colour, other words nothing."""
    table = np.zeros((7, 3), np.float32)
    table[4, 0] = table[5, 2] = 1
    return {"table": table, "axis": np.array([1], np.int64)}


def two_sided(folder: Path, *, joint: bool, **post: object):
    """Pictures and texts in the space of the three colours, as one file or two."""
    write_tokenizer(folder / "tokenizer.json", ["red", "blue", "##ish"])
    outputs = {"image": "image_embeds", "text": "text_embeds"}
    common = {
        "decoder": "clip", "side_files": {"tokenizer": "tokenizer.json"},
        "preprocess": {"input": "pixel_values", "width": 8, "height": 8, "resize": "cover"},
        "postprocess": {"outputs": outputs, **post},
    }  # fmt: skip
    files = {"tokenizer.json": folder / "tokenizer.json"}
    image, text = port("image_embeds", ["n", 3]), port("text_embeds", ["m", 3])
    if joint:
        files["both.onnx"] = write(
            folder / "both.onnx",
            [IDS, PIXELS],
            [text, image],
            IMAGE_NODES + TEXT_NODES,
            constants(),
        )
        return sessions_of(card("image-embed", **{**common, "file": "both.onnx"}), files)
    files["image.onnx"] = write(folder / "image.onnx", [PIXELS], [image], IMAGE_NODES)
    files["text.onnx"] = write(folder / "text.onnx", [IDS], [text], TEXT_NODES, constants())
    graphs = {"image": "image.onnx", "text": "text.onnx"}
    return sessions_of(card("image-embed", **{**common, "file": None, "graphs": graphs}), files)


@pytest.mark.parametrize("joint", [True, False])
def test_the_label_that_fits_best_comes_first(tmp_path: Path, joint: bool):
    models = two_sided(tmp_path, joint=joint)
    result = run_operator(
        "zero-shot-visual-classifier", "made", models, PICTURES, labels=["red", "blue"]
    )
    found = outputs_of(result, "concepts")
    assert [concepts.items[0].name for concepts in found] == ["red", "blue"]
    assert sum(item.value for item in found[0].items) == pytest.approx(1)


def test_labels_may_be_judged_one_by_one(tmp_path: Path):
    post = {"activation": "sigmoid", "scale": 10, "bias": -5}
    models = two_sided(tmp_path, joint=False, **post)
    result = run_operator(
        "zero-shot-visual-classifier", "made", models, PICTURES[:1], labels=["blue", "red"]
    )
    red, blue = outputs_of(result, "concepts")[0].items
    assert (red.name, blue.name) == ("red", "blue")
    assert red.value == pytest.approx(1 / (1 + np.exp(-5)), abs=0.01)
    assert blue.value < 0.05


@pytest.mark.parametrize("joint", [True, False])
def test_pictures_and_texts_are_embedded_into_one_space(tmp_path: Path, joint: bool):
    model = two_sided(tmp_path, joint=joint).get(ModelRef(id="made"))
    pictures = np.stack(list(embed_pictures(model, PICTURES)))
    texts = np.stack(list(embed_texts(model, ["red", "a blue thing"])))
    assert np.linalg.norm(texts, axis=1).tolist() == pytest.approx([1, 1])
    assert np.allclose(pictures @ texts.T, [[1, 0.02], [0.02, 1]], atol=0.01)


def test_a_model_that_knows_no_texts_is_named(sessions):
    with pytest.raises(OperatorFailedError, match="knows no texts"):
        run_operator("zero-shot-visual-classifier", "classic-embedder", sessions, PICTURES)
