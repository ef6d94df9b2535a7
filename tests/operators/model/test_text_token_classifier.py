from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.values import Text
from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.run_graph import outputs_of, run_operator
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, text: str, **params: object):
    words = ["ada", "in", "london", "maybe"]
    write_tokenizer(folder / "tokenizer.json", words)
    table = np.full((8, 3), -9, np.float32)
    table[:4, 0] = table[5, 0] = 9
    table[4, 1] = table[6, 2] = 9
    table[7] = [0, -9, 0.2]
    path = write(
        folder / "tags.onnx", [port("input_ids", ["n", "s"], INT64)],
        [port("logits", ["n", "s", 3])],
        [node("Gather", ["table", "input_ids"], ["logits"])], {"table": table},
    )  # fmt: skip
    made = card(
        "text-tag", decoder="text_tagger", labels=["O", "PER", "LOC"], file="tags.onnx",
        side_files={"tokenizer": "tokenizer.json"},
    )  # fmt: skip
    models = sessions_of(made, {"tags.onnx": path, "tokenizer.json": folder / "tokenizer.json"})
    result = run_operator("text-token-classifier", "made", models, [Text(text)], **params)
    return {name: outputs_of(result, name)[0] for name in ("entities", "concepts", "texts")}


def test_finds_are_told_with_their_place(tmp_path: Path):
    found = run(tmp_path, "Ada in London")
    assert found["entities"].columns == ("text", "label", "score", "start", "end")
    assert found["entities"].rows == (("Ada", "PER", 1.0, 0, 3), ("London", "LOC", 1.0, 7, 13))
    assert [concept.name for concept in found["concepts"].items] == ["PER", "LOC"]
    assert found["texts"].value == ("Ada", "London")


def test_weak_and_unwanted_finds_are_left_out(tmp_path: Path):
    assert run(tmp_path, "maybe ada")["texts"].value == ("maybe", "ada")
    assert run(tmp_path, "maybe ada", min_value=0.8)["texts"].value == ("ada",)
    assert run(tmp_path, "ada in london", classes=["LOC"])["texts"].value == ("london",)


def test_nothing_found_is_an_empty_table(tmp_path: Path):
    found = run(tmp_path, "in")
    assert found["entities"].rows == ()
    assert found["concepts"].items == ()
