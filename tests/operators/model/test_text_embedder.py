from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.values import Text
from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path


def models(folder: Path, **post: object):
    """Each word has a vector of its own: dog (1, 0), cat (0, 1)."""
    write_tokenizer(folder / "tokenizer.json", ["dog", "cat"], framed=False)
    table = np.zeros((6, 2), np.float32)
    table[4, 0] = table[5, 1] = 1
    path = write(
        folder / "words.onnx",
        [port("input_ids", ["n", "s"], INT64), port("attention_mask", ["n", "s"], INT64)],
        [port("last_hidden_state", ["n", "s", 2])],
        [node("Gather", ["table", "input_ids"], ["last_hidden_state"])], {"table": table},
    )  # fmt: skip
    made = card(
        "text-embed", decoder="text_embedder", file="words.onnx", postprocess=post,
        side_files={"tokenizer": "tokenizer.json"},
    )  # fmt: skip
    return sessions_of(
        made, {"words.onnx": path, "tokenizer.json": folder / "tokenizer.json"}
    )  # fmt: skip


def vectors(sessions, *texts: str) -> list[list[float]]:
    """Called directly: whether the built-in model is installed does not matter here."""
    from runtime.contracts.graph import ModelRef
    from runtime.contracts.operator import Context
    from runtime.operators.model import text_embedder
    from tests.contexts import Progress, Token

    model = sessions.get(ModelRef(id="made"))
    progress = Progress()
    context = Context(cancel=Token(), progress=progress, models=sessions, model=model)
    batch = [text_embedder.Inputs(Text(text)) for text in texts]
    outcomes = text_embedder.run(batch, text_embedder.Params(), context)
    assert progress[-1] == (len(texts), len(texts))
    return [list(outcome.embeddings.vectors[0]) for outcome in outcomes]


def test_a_text_is_the_mean_of_its_words(tmp_path: Path):
    found = vectors(models(tmp_path), "dog", "dog dog cat", "cat")
    assert found[0] == [1, 0]
    assert found[1] == pytest.approx([2 / 3, 1 / 3])
    assert found[2] == [0, 1]


def test_vectors_are_brought_to_length_one_when_the_card_says_so(tmp_path: Path):
    (found,) = vectors(models(tmp_path, normalise=True), "dog cat")
    assert found == pytest.approx([2**-0.5, 2**-0.5])
