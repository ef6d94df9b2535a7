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


def colour_finder(side: int = 64, cell: int = 8) -> onnx.ModelProto:
    """A real detector in YOLOv8's layout: finds cells that are red (class 0) or blue (class 1).

    Fresh each time, and exported as Ultralytics exports: with names, stride and size in the file.
    """
    count = side // cell
    places = (np.arange(count) + 0.5) * cell
    across, down = np.meshgrid(places, places)
    size = np.full((count * count,), cell)
    boxes_held = np.stack([across.ravel(), down.ravel(), size, size])[None]
    pick = np.zeros((2, 3, 1, 1), np.float32)
    pick[0, :, 0, 0] = [1, -1, -1]
    pick[1, :, 0, 0] = [-1, -1, 1]
    nodes = [
        helper.make_node("Conv", ["images", "pick"], ["colours"]),
        helper.make_node("Relu", ["colours"], ["bright"]),
        helper.make_node("AveragePool", ["bright"], ["cells"], kernel_shape=[cell, cell],
                         strides=[cell, cell]),
        helper.make_node("Reshape", ["cells", "flat"], ["scores"]),
        helper.make_node("Concat", ["boxes", "scores"], ["output0"], axis=1),
    ]  # fmt: skip
    weights = [
        tensor("pick", pick),
        tensor("flat", [1, 2, count * count], np.int64),
        tensor("boxes", boxes_held),
    ]
    metadata = {
        "task": "detect", "names": "{0: 'red', 1: 'blue'}", "stride": str(cell),
        "imgsz": f"[{side}, {side}]", "license": "CC0-1.0",
    }  # fmt: skip
    return model(
        nodes, {"images": (1, 3, side, side)}, {"output0": (1, 6, count * count)}, weights,
        metadata=metadata,
    )  # fmt: skip
