"""Graphs whose outputs have the layouts of well-known models: right shapes, known numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import helper

from tests.onnx_graphs import model, tensor

if TYPE_CHECKING:
    from collections.abc import Mapping

    import onnx


def constant(
    outputs: Mapping[str, np.ndarray],
    picture: tuple[int | str, ...] = (1, 3, 64, 64),
    *,
    metadata: Mapping[str, str] | None = None,
    also: Mapping[str, tuple[tuple[int | str, ...], int]] | None = None,
    name: str = "images",
) -> onnx.ModelProto:
    """Answers these arrays whatever the picture holds; the picture's mean times 0 is added."""
    nodes = [
        helper.make_node("ReduceMean", [name], ["mean"], keepdims=0),
        helper.make_node("Mul", ["mean", "nothing"], ["none"]),
    ]
    weights = [tensor("nothing", 0.0)]
    for output, values in outputs.items():
        dtype = values.dtype.type
        weights.append(tensor(f"{output}_held", values, dtype))
        if values.dtype == np.float32:
            nodes.append(helper.make_node("Add", [f"{output}_held", "none"], [output]))
        else:
            nodes.append(helper.make_node("Identity", [f"{output}_held"], [output]))
    inputs = {name: picture, **{key: shape for key, (shape, _) in (also or {}).items()}}
    types = {key: kind for key, (_, kind) in (also or {}).items()}
    types |= {key: helper.np_dtype_to_tensor_dtype(values.dtype) for key, values in outputs.items()}
    shapes = {key: values.shape for key, values in outputs.items()}
    return model(nodes, inputs, shapes, weights, metadata=metadata, types=types)


def drawn(*shape: int, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    values = np.random.default_rng(7).uniform(low, high, shape).astype(np.float32)
    return np.asarray(values)


def boxes(*shape: int, axis: int, reach: float) -> np.ndarray:
    """Scores in 0..1, and four coordinates up to `reach` before them along `axis`."""
    values = drawn(*shape)
    head = [slice(None)] * len(shape)
    head[axis] = slice(0, 4)
    values[tuple(head)] *= reach
    return values
