"""Small speech models with known answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions

LETTERS = {"<pad>": 0, "A": 1, "B": 2, "|": 3}
LEVELS = (0.0, 0.2, 0.4, 0.6)
"""How loud the constant sound is that stands for blank, A, B and the gap between words."""
MOMENT = 320
RATE = 16_000

START, END, EN, ES, LOW, HIGH = 2, 3, 4, 5, 6, 7
TONES = {"low": 300.0, "high": 5000.0}


def ctc(folder: Path, **preprocess: object) -> Sessions:
    """A model whose letter is how loud the sound is, in moments of 20 ms."""
    levels = np.array(LEVELS, np.float32)
    path = write(
        folder / "ctc.onnx", [port("input_values", [1, "n"])], [port("logits", [1, "t", 4])],
        [node("Unsqueeze", ["input_values", "axis"], ["wide"]),
         node("AveragePool", ["wide"], ["mean"], kernel_shape=[MOMENT], strides=[MOMENT]),
         node("Transpose", ["mean"], ["moments"], perm=[0, 2, 1]),
         node("Sub", ["moments", "levels"], ["away"]),
         node("Abs", ["away"], ["distance"]),
         node("Mul", ["distance", "minus"], ["logits"])],
        {"axis": np.array([1], np.int64), "levels": levels, "minus": np.array(-30, np.float32)},
    )  # fmt: skip
    (folder / "vocab.json").write_text(json.dumps(LETTERS))
    made = card(
        "speech-to-text", decoder="ctc_speech", file="ctc.onnx", postprocess={"blank": 0},
        preprocess={"input": "input_values", "rate": RATE, **preprocess},
        side_files={"vocabulary": "vocab.json"},
    )  # fmt: skip
    return sessions_of(made, {"ctc.onnx": path, "vocab.json": folder / "vocab.json"})


def spoken(letters: str, moments: int = 3) -> np.ndarray:
    """A sound that the model hears so; `-` is a pause of one moment, `_` one of a second."""
    level = {"A": 0.2, "B": 0.4, " ": 0.6, "-": 0.0, "_": 0.0}
    parts = [
        np.full(MOMENT * (50 if letter == "_" else moments), level[letter], np.float32)
        for letter in letters
    ]
    return np.concatenate(parts)


def tone(name: str, seconds: float = 1.0) -> np.ndarray:
    """A tone that the whisper model below has a word for."""
    times = np.arange(int(RATE * seconds)) / RATE
    return (0.4 * np.sin(2 * np.pi * TONES[name] * times)).astype(np.float32)


def whisper(folder: Path, *, languages: bool = True, seconds: int = 30) -> Sessions:
    """A model that says `low` or `high`, and takes low sounds for English and high ones for
    Spanish."""
    write_tokenizer(folder / "tokenizer.json", ["<en>", "<es>", "low", "high"], framed=False)
    halves = np.zeros((80, 2), np.float32)
    halves[:40, 0] = halves[40:, 1] = 1 / 40
    encoder = write(
        folder / "encoder.onnx", [port("input_features", [1, 80, "f"])],
        [port("last_hidden_state", [1, 1, 2])],
        [node("ReduceMax", ["input_features"], ["loud"], axes=[2], keepdims=1),
         node("Transpose", ["loud"], ["turned"], perm=[0, 2, 1]),
         node("MatMul", ["turned", "halves"], ["last_hidden_state"])], {"halves": halves},
    )  # fmt: skip
    tell = np.zeros((2, 8), np.float32)
    tell[0, [EN, LOW]] = tell[1, [ES, HIGH]] = 20
    place = np.full((1, 20, 8), -1000, np.float32)
    place[0, 0, [EN, ES]] = 0
    place[0, 1, [LOW, HIGH]] = 0
    place[0, 2:, END] = 0
    decoder = write(
        folder / "decoder.onnx",
        [port("input_ids", ["n", "t"], INT64), port("encoder_hidden_states", ["n", 1, 2])],
        [port("logits", ["n", "t", 8])],
        [node("Shape", ["input_ids"], ["length"], start=1, end=2),
         node("Slice", ["place", "zero", "length", "one"], ["rows"]),
         node("MatMul", ["encoder_hidden_states", "tell"], ["words"]),
         node("Add", ["words", "rows"], ["logits"])],
        {"place": place, "tell": tell, "zero": np.array([0], np.int64),
         "one": np.array([1], np.int64)},
    )  # fmt: skip
    post = {"start": START, "end": END, "forced": [[1, EN]], "longest": 6}
    if languages:
        post["languages"] = {"en": EN, "es": ES}
    made = card(
        "speech-to-text", decoder="whisper", file=None, postprocess=post,
        preprocess={"input": "input_features", "rate": RATE, "mels": 80, "seconds": seconds},
        graphs={"encoder": "encoder.onnx", "decoder": "decoder.onnx"},
        side_files={"tokenizer": "tokenizer.json"},
    )  # fmt: skip
    paths = {"encoder.onnx": encoder, "decoder.onnx": decoder}
    return sessions_of(made, {**paths, "tokenizer.json": folder / "tokenizer.json"})
