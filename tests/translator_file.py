"""A model that translates word by word from a small dictionary, as an encoder and a decoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.tokenizer_files import SPECIAL, write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model
    from runtime.inference.sessions import Sessions

DICTIONARY = {"one": "uno", "two": "dos", "three": "tres", ".": ".", "please": "favor"}
START, END = 2, 3


def translator(folder: Path, **preprocess: object) -> Model:
    """The loaded model."""
    from runtime.contracts.graph import ModelRef

    return translators(folder, **preprocess).get(ModelRef(id="made"))


def translators(folder: Path, **preprocess: object) -> Sessions:
    """A source of models that knows the translator alone.

    The hidden state of a token is its translation; the decoder's place says which one is next.
    """
    words = list(dict.fromkeys((*DICTIONARY, *DICTIONARY.values())))
    write_tokenizer(folder / "tokenizer.json", words)
    numbers = {word: number for number, word in enumerate((*SPECIAL, *words))}
    table = np.zeros((len(numbers), len(numbers)), np.float32)
    for token in numbers.values():
        table[token, END] = 5
    for word, other in DICTIONARY.items():
        table[numbers[word], END] = 0
        table[numbers[word], numbers[other]] = 9
    encoder = write(
        folder / "encoder.onnx",
        [port("input_ids", ["n", "s"], INT64), port("attention_mask", ["n", "s"], INT64)],
        [port("last_hidden_state", ["n", "s", len(numbers)])],
        [node("Gather", ["table", "input_ids"], ["last_hidden_state"])], {"table": table},
    )  # fmt: skip
    decoder = write(
        folder / "decoder.onnx",
        [port("input_ids", ["n", "t"], INT64),
         port("encoder_hidden_states", ["n", "s", len(numbers)]),
         port("encoder_attention_mask", ["n", "s"], INT64)],
        [port("logits", ["n", "t", len(numbers)]), port("unused", ["n", "s"], INT64)],
        [node("Shape", ["input_ids"], ["count"], start=1, end=2),
         node("Add", ["count", "one"], ["last"]),
         node("Slice", ["encoder_hidden_states", "one", "last", "one"], ["logits"]),
         node("Identity", ["encoder_attention_mask"], ["unused"])],
        {"one": np.array([1], np.int64)},
    )  # fmt: skip
    made = card(
        "text-to-text", decoder="seq2seq", file=None, preprocess=preprocess,
        graphs={"encoder": "encoder.onnx", "decoder": "decoder.onnx"},
        side_files={"tokenizer": "tokenizer.json"},
        postprocess={"start": START, "end": END, "longest": 40, "beams": 2,
                     "outputs": {"logits": "logits"}},
    )  # fmt: skip
    paths = {"encoder.onnx": encoder, "decoder.onnx": decoder}
    return sessions_of(made, {**paths, "tokenizer.json": folder / "tokenizer.json"})
