"""A model that knows pictures and texts alike, made of the colours red, green and blue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.pictures import solid
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
