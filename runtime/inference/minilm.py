"""Writes the graph of the sentence embedder MiniLM from its weights, without PyTorch.

The graph is BERT with mean pooling and unit length at its end: `input_ids` and `attention_mask`,
int64 [texts, tokens], give `sentence_embedding`, float32 [texts, 384].
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]

LAYOUT = 1
"""Raised when the graph changes, so that kept files are written anew."""
HEADS = 12
EPSILON = 1e-12
_OPSET = 17
_IR_VERSION = 8
_HIDDEN = -10_000.0
"""Added to the attention to padding: its share becomes nothing."""


def read_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The float32 tensors of a safetensors file by name."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header: dict[str, Any] = json.loads(data[8:start])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(data, "<f4", (end - begin) // 4, start + begin)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def graph(path: Path) -> bytes:
    """The ONNX file of the weights at `path`."""
    import onnx

    weights = read_weights(path)
    draft = _Draft()
    tokens = _embedded(draft, weights)
    mask = draft.node("Cast", "attention_mask", to=onnx.TensorProto.FLOAT)
    keep = draft.node("Unsqueeze", mask, draft.ints("pooled_axis", [2]))
    across = draft.node("Unsqueeze", mask, draft.ints("attention_axes", [1, 2]))
    padding = draft.node("Sub", draft.constant("one", 1.0), across)
    hidden = draft.node("Mul", padding, draft.constant("hidden", _HIDDEN))
    layers = sum(name.endswith("attention.self.query.weight") for name in weights)
    for number in range(layers):
        tokens = _layer(draft, weights, f"encoder.layer.{number}.", tokens, hidden)
    axis = draft.ints("token_axis", [1])
    total = draft.node("ReduceSum", draft.node("Mul", tokens, keep), axis, keepdims=0)
    count = draft.node("ReduceSum", keep, axis, keepdims=0)
    mean = draft.node("Div", total, count)
    draft.node("LpNormalization", mean, output="sentence_embedding", axis=-1, p=2)
    return _file(draft, int(weights["embeddings.word_embeddings.weight"].shape[1]))


@dataclass
class _Draft:
    """The nodes and constants so far."""

    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)

    def node(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        import onnx.helper

        name = output or f"n{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(kind, list(inputs), [name], name, **attributes))
        return name

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        import onnx.numpy_helper

        if name not in self.constants:
            self.constants[name] = onnx.numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def constant(self, name: str, value: float) -> str:
        return self.tensor(name, np.array(value, np.float32))

    def ints(self, name: str, values: list[int]) -> str:
        return self.tensor(name, np.array(values, np.int64))

    def linear(self, weights: Weights, name: str, source: str, scale: float = 1.0) -> str:
        matrix = self.tensor(name + "weight", weights[name + "weight"].T * np.float32(scale))
        bias = self.tensor(name + "bias", weights[name + "bias"] * np.float32(scale))
        return self.node("Add", self.node("MatMul", source, matrix), bias)

    def norm(self, weights: Weights, name: str, source: str) -> str:
        scale = self.tensor(name + "weight", weights[name + "weight"])
        bias = self.tensor(name + "bias", weights[name + "bias"])
        return self.node("LayerNormalization", source, scale, bias, axis=-1, epsilon=EPSILON)


def _embedded(draft: _Draft, weights: Weights) -> str:
    """Words, places and the one kind of sentence added up."""
    table = draft.tensor("words", weights["embeddings.word_embeddings.weight"])
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = draft.node("Shape", "input_ids", start=1, end=2)
    used = draft.node(
        "Slice", draft.tensor("places", places), draft.ints("first", [0]), length,
        draft.ints("rows", [0]),
    )  # fmt: skip
    added = draft.node("Add", draft.node("Gather", table, "input_ids"), used)
    return draft.norm(weights, "embeddings.LayerNorm.", added)


def _layer(draft: _Draft, weights: Weights, name: str, tokens: str, hidden: str) -> str:
    seen = _attention(draft, weights, name + "attention.self.", tokens, hidden)
    output = draft.linear(weights, name + "attention.output.dense.", seen)
    tokens = draft.norm(
        weights, name + "attention.output.LayerNorm.", draft.node("Add", output, tokens)
    )
    wide = draft.linear(weights, name + "intermediate.dense.", tokens)
    narrow = draft.linear(weights, name + "output.dense.", _gelu(draft, wide))
    return draft.norm(weights, name + "output.LayerNorm.", draft.node("Add", narrow, tokens))


def _attention(draft: _Draft, weights: Weights, name: str, tokens: str, hidden: str) -> str:
    width = weights[name + "query.weight"].shape[0]
    split = draft.ints("split_heads", [0, 0, HEADS, width // HEADS])

    def heads(part: str, order: list[int], scale: float = 1.0) -> str:
        values = draft.linear(weights, f"{name}{part}.", tokens, scale)
        return draft.node("Transpose", draft.node("Reshape", values, split), perm=order)

    query = heads("query", [0, 2, 1, 3], 1 / math.sqrt(width // HEADS))
    key = heads("key", [0, 2, 3, 1])
    value = heads("value", [0, 2, 1, 3])
    scores = draft.node("Add", draft.node("MatMul", query, key), hidden)
    shares = draft.node("Softmax", scores, axis=-1)
    mixed = draft.node("Transpose", draft.node("MatMul", shares, value), perm=[0, 2, 1, 3])
    return draft.node("Reshape", mixed, draft.ints("join_heads", [0, 0, width]))


def _gelu(draft: _Draft, source: str) -> str:
    scaled = draft.node("Div", source, draft.constant("root_two", math.sqrt(2)))
    error = draft.node("Add", draft.node("Erf", scaled), draft.constant("one", 1.0))
    half = draft.node("Mul", source, draft.constant("half", 0.5))
    return draft.node("Mul", half, error)


def _file(draft: _Draft, width: int) -> bytes:
    import onnx.helper

    ids = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    answer = onnx.helper.make_tensor_value_info(
        "sentence_embedding", onnx.TensorProto.FLOAT, ["texts", width]
    )
    built = onnx.helper.make_graph(
        draft.nodes, "minilm", ids, [answer], list(draft.constants.values())
    )
    opset = [onnx.helper.make_opsetid("", _OPSET)]
    model = onnx.helper.make_model(built, opset_imports=opset, ir_version=_IR_VERSION)
    data: bytes = model.SerializeToString()
    return data
