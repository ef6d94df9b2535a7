"""Small models whose answers anybody can work out, imported as a user imports his own.

Pictures of 64 x 64 pixels lie on the canvas of the first two as they are. What the models answer:

- `hand-outlines` finds a `cup` (0.9) in the box (0, 0)-(64, 64), whose right half is its mask, and
  a `plate` (0.6) in (8, 16)-(40, 48), whose mask is the lower half of the picture.
- `hand-points` finds a `person` (0.9) in (8, 12)-(40, 52): nose (16, 24) at 0.8, hand (32, 40) at
  0.2; and a `dog` (0.5) in (44, 44)-(60, 60): nose (48, 48) at 0.6, hand (56, 52) at 0.5.
- `hand-colours` scores `red`, `green` and `blue` with the picture's mean of that colour, 0 to 1.
- `hand-parts` calls every pixel by its strongest colour, `red`, `green` or `blue`.
- `hand-words` knows pictures by their mean colour and the words red, green and blue as pure ones.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from tests.inference.importing.detectors import constant
from tests.onnx_graphs import model, saved, tensor
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import Server

SIDE, CELLS = 64, 16
ANCHORS = 84
COLOURS = ("red", "green", "blue")


def yolo(task, names, **more):
    """What an exporter writes into a file."""
    numbered = str(dict(enumerate(names)))
    return {"task": task, "names": numbered, "stride": "32", "imgsz": f"[{SIDE}, {SIDE}]", **more}


def table(*rows):
    """Rows of one answer, stood up as YOLO heads have them; the rest of the anchors is empty."""
    held = np.zeros((1, len(rows[0]), ANCHORS), np.float32)
    for at, row in enumerate(rows):
        held[0, :, at] = row
    return held


def outlines():
    """Two prototypes: positive in the right half, and positive in the lower half."""
    halves = np.full((1, 32, CELLS, CELLS), 0, np.float32)
    halves[0, 0], halves[0, 1] = -4, -4
    halves[0, 0, :, CELLS // 2 :] = halves[0, 1, CELLS // 2 :] = 4
    first, second = [0.0] * 32, [0.0] * 32
    first[0] = second[1] = 1
    boxes = table([32, 32, 64, 64, 0.9, 0, *first], [24, 32, 32, 32, 0, 0.6, *second])
    return constant(
        {"output0": boxes, "output1": halves}, metadata=yolo("segment", ["cup", "plate"])
    )


def points():
    person = [24, 32, 32, 40, 0.9, 0, 16, 24, 0.8, 32, 40, 0.2]
    dog = [52, 52, 16, 16, 0, 0.5, 48, 48, 0.6, 56, 52, 0.5]
    told = yolo("pose", ["person", "dog"], kpt_shape="[2, 3]")
    return constant({"output0": table(person, dog)}, metadata=told)


def colours():
    made = model(
        [helper.make_node("ReduceMean", ["images"], ["scores"], axes=[2, 3], keepdims=0)],
        {"images": (1, 3, SIDE, SIDE)}, {"scores": (1, 3)},
    )  # fmt: skip
    helper.set_model_props(made, yolo("classify", COLOURS))
    return made


def parts():
    return model(
        [helper.make_node("Mul", ["pixel_values", "strength"], ["logits"])],
        {"pixel_values": (1, 3, SIDE, SIDE)}, {"logits": (1, 3, SIDE, SIDE)},
        [tensor("strength", 20.0)],
    )  # fmt: skip


def looks():
    return model(
        [helper.make_node("ReduceMean", ["pixel_values"], ["image_embeds"], axes=[2, 3],
                          keepdims=0)],
        {"pixel_values": ("n", 3, 32, 32)}, {"image_embeds": ("n", 3)},
    )  # fmt: skip


def reads():
    """The sum of a text's words, of which the fifth to the seventh are colours."""
    meanings = np.zeros((7, 3), np.float32)
    meanings[4:] = np.eye(3)
    return model(
        [helper.make_node("Gather", ["meanings", "input_ids"], ["each"]),
         helper.make_node("ReduceSum", ["each", "words"], ["text_embeds"], keepdims=0)],
        {"input_ids": ("n", "s")}, {"text_embeds": ("n", 3)},
        [tensor("meanings", meanings), tensor("words", [1], np.int64)],
        types={"input_ids": TensorProto.INT64},
    )  # fmt: skip


def write(folder: Path) -> None:
    """A file or a folder for each, named by its id."""
    for name, made in (("outlines", outlines), ("points", points), ("colours", colours)):
        saved(made(), folder / f"hand-{name}.onnx")
    plain = {"do_normalize": False, "do_rescale": True, "rescale_factor": 1 / 255}
    ids = {str(number): name for number, name in enumerate(COLOURS)}
    part, word = folder / "hand-parts", folder / "hand-words"
    for place, about, side in (
        (part, {"architectures": ["SegformerForSemanticSegmentation"], "id2label": ids}, SIDE),
        (word, {"model_type": "clip", "architectures": ["CLIPModel"]}, 32),
    ):
        place.mkdir()
        size = {"size": {"height": side, "width": side}, **plain}
        (place / "config.json").write_text(json.dumps(about))
        (place / "preprocessor_config.json").write_text(json.dumps(size))
    saved(parts(), part / "model.onnx")
    saved(looks(), word / "vision_model.onnx")
    saved(reads(), word / "text_model.onnx")
    write_tokenizer(word / "tokenizer.json", COLOURS)


def import_all(server: Server, folder: Path) -> None:
    """Into the demo app."""
    folder.mkdir()
    write(folder)
    for path in sorted(folder.iterdir()):
        server.manage(
            "import_model", str(path), "--app", "local/demo", "--id", path.stem, "--yes"
        )  # fmt: skip
