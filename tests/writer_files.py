"""Small encoder-decoder models as exporters cut them up, all with the same answers.

The encoder's hidden state is a vector per token. The decoder adds up a vector for every token
written so far and the mean of the hidden state, and tells scores of what follows from that, so what
is kept of earlier steps, and of which text, matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import helper

from tests.heads import card
from tests.onnx_files import FLOAT, INT64, load, node, port, write

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model, ModelManifest

SIZE = 6
BOOL = 9
KINDS = ("whole", "past", "merged")


def weights(words: int, seed: int = 0) -> dict[str, np.ndarray]:
    """What the tokens mean to the encoder and the decoder, and how a sum becomes scores."""
    rng = np.random.default_rng(seed)
    shapes = {"read": (words, SIZE), "wrote": (words, SIZE), "tell": (SIZE, words)}
    return {name: rng.normal(0, 1.5, shape).astype(np.float32) for name, shape in shapes.items()}


def scores(held: dict[str, np.ndarray], source: list[int], written: list[int]) -> np.ndarray:
    """The same, by numpy: what follows after these tokens."""
    total = held["read"][source].mean(axis=0) + held["wrote"][written].sum(axis=0)
    return np.tanh(total) @ held["tell"]


def write_model(folder: Path, kind: str, held: dict[str, np.ndarray]) -> Model:
    """The model of these weights, cut up in this way, loaded."""
    return load(*written(folder, kind, held))


def written(
    folder: Path, kind: str, held: dict[str, np.ndarray], **parts: object
) -> tuple[ModelManifest, dict[str, Path]]:
    """Its card and its files, by the names on the card."""
    files = {"encoder.onnx": _encoder(folder, held)}
    graphs = {"encoder": "encoder.onnx"}
    if kind == "merged":
        graphs["decoder_merged"] = "merged.onnx"
        files["merged.onnx"] = _merged(folder, held)
    else:
        graphs["decoder"] = "decoder.onnx"
        files["decoder.onnx"] = _whole(folder, held, keeps=kind == "past")
    if kind == "past":
        graphs["decoder_with_past"] = "past.onnx"
        files["past.onnx"] = _past(folder, held)
    tokenizer = folder / "tokenizer.json"
    tokenizer.touch()  # the child of an imported model opens it, and reads it when it is asked
    made = card(
        "text-to-text", decoder="seq2seq", file=None, graphs=graphs,
        side_files={"tokenizer": "tokenizer.json"}, **parts,
    )  # fmt: skip
    return made, {**files, "tokenizer.json": tokenizer}


def _encoder(folder: Path, held: dict[str, np.ndarray]) -> Path:
    return write(
        folder / "encoder.onnx",
        [port("input_ids", ["n", "s"], INT64), port("attention_mask", ["n", "s"], INT64)],
        [port("last_hidden_state", ["n", "s", SIZE])],
        [node("Gather", ["read", "input_ids"], ["last_hidden_state"])], {"read": held["read"]},
    )  # fmt: skip


def _constants(held: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {
        "wrote": held["wrote"], "tell": held["tell"], "one": np.array([1], np.int64),
        "step_axis": np.array(1, np.int64), "heads_axis": np.array([1], np.int64),
        "past_axis": np.array([2], np.int64),
    }  # fmt: skip


def _whole(folder: Path, held: dict[str, np.ndarray], *, keeps: bool) -> Path:
    """Reads all tokens; with `keeps` it also answers what a later step needs."""
    words = held["tell"].shape[1]
    nodes = [
        node("Gather", ["wrote", "input_ids"], ["each"]),
        node("CumSum", ["each", "step_axis"], ["sums"]),
        node("ReduceMean", ["encoder_hidden_states"], ["mean"], axes=[1], keepdims=1),
        node("Add", ["sums", "mean"], ["total"]),
        node("Tanh", ["total"], ["bent"]),
        node("MatMul", ["bent", "tell"], ["logits"]),
    ]
    outputs = [port("logits", ["n", "t", words])]
    if keeps:
        nodes += [
            node("Unsqueeze", ["each", "heads_axis"], ["present.0.decoder.key"]),
            node("Unsqueeze", ["mean", "heads_axis"], ["present.0.encoder.key"]),
        ]
        outputs += [
            port("present.0.decoder.key", ["n", 1, "t", SIZE]),
            port("present.0.encoder.key", ["n", 1, 1, SIZE]),
        ]
    return write(
        folder / "decoder.onnx",
        [port("input_ids", ["n", "t"], INT64), port("encoder_hidden_states", ["n", "s", SIZE])],
        outputs, nodes, _constants(held),
    )  # fmt: skip


def _cached_nodes(encoder_key: str) -> list[Any]:
    return [
        node("Gather", ["wrote", "input_ids"], ["each"]),
        node("Unsqueeze", ["each", "heads_axis"], ["fresh"]),
        node("Concat", ["past_key_values.0.decoder.key", "fresh"], ["present.0.decoder.key"],
             axis=2),
        node("ReduceSum", ["present.0.decoder.key", "past_axis"], ["sums"], keepdims=1),
        node("Add", ["sums", encoder_key], ["total"]),
        node("Tanh", ["total"], ["bent"]),
        node("MatMul", ["bent", "tell"], ["wide"]),
        node("Squeeze", ["wide", "heads_axis"], ["logits"]),
    ]  # fmt: skip


def _past(folder: Path, held: dict[str, np.ndarray]) -> Path:
    """Reads one token and what was kept; it is not given the hidden state at all."""
    words = held["tell"].shape[1]
    return write(
        folder / "past.onnx",
        [port("input_ids", ["n", "t"], INT64),
         port("past_key_values.0.decoder.key", ["n", 1, "p", SIZE]),
         port("past_key_values.0.encoder.key", ["n", 1, 1, SIZE])],
        [port("logits", ["n", 1, words]), port("present.0.decoder.key", ["n", 1, "q", SIZE])],
        _cached_nodes("past_key_values.0.encoder.key"), _constants(held),
    )  # fmt: skip


def _merged(folder: Path, held: dict[str, np.ndarray]) -> Path:
    """Both in one; the branch that remembers answers nothing useful of the encoder."""
    words = held["tell"].shape[1]

    def branch(name: str, inner: list[Any], output: str) -> Any:
        return helper.make_graph(
            inner, name, [], [helper.make_tensor_value_info(output, FLOAT, None)]
        )

    remembers = [node("Identity", ["past_key_values.0.encoder.key"], ["key_a"])]
    begins = [
        node("ReduceMean", ["encoder_hidden_states"], ["flat"], axes=[1], keepdims=1),
        node("Unsqueeze", ["flat", "heads_axis"], ["key_b"]),
    ]
    spoiled = [node("Mul", ["past_key_values.0.encoder.key", "nothing"], ["spoiled"])]
    kept = [node("Identity", ["key"], ["kept"])]
    nodes = [
        node("If", ["use_cache_branch"], ["key"],
             then_branch=branch("remembers", remembers, "key_a"),
             else_branch=branch("begins", begins, "key_b")),
        *_cached_nodes("key"),
        node("If", ["use_cache_branch"], ["present.0.encoder.key"],
             then_branch=branch("spoiled", spoiled, "spoiled"),
             else_branch=branch("kept", kept, "kept")),
    ]  # fmt: skip
    return write(
        folder / "merged.onnx",
        [port("input_ids", ["n", "t"], INT64), port("encoder_hidden_states", ["n", "s", SIZE]),
         port("past_key_values.0.decoder.key", ["n", 1, "p", SIZE]),
         port("past_key_values.0.encoder.key", ["n", 1, "e", SIZE]),
         port("use_cache_branch", [1], BOOL)],
        [port("logits", ["n", 1, words]), port("present.0.decoder.key", ["n", 1, "q", SIZE]),
         port("present.0.encoder.key", ["n", 1, "e", SIZE])],
        nodes, {**_constants(held), "nothing": np.array(0, np.float32)},
    )  # fmt: skip
