"""Small real model files, written with onnx.helper, and loaded as a worker loads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from runtime.contracts.graph import ModelRef
from runtime.inference.sessions import Sessions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.model import Model, ModelManifest

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def port(name: str, shape: Sequence[int | str], kind: int = FLOAT) -> onnx.ValueInfoProto:
    """An input or output."""
    return helper.make_tensor_value_info(name, kind, list(shape))


def node(kind: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: Any) -> Any:
    """One node of a graph."""
    return helper.make_node(kind, list(inputs), list(outputs), **attributes)


def write(
    path: Path,
    inputs: Sequence[Any],
    outputs: Sequence[Any],
    nodes: Sequence[Any],
    constants: Mapping[str, np.ndarray] | None = None,
) -> Path:
    """A checked model file, opset 17."""
    held = [numpy_helper.from_array(value, name) for name, value in (constants or {}).items()]
    graph = helper.make_graph(list(nodes), "made", list(inputs), list(outputs), held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
    return path


def write_fixed(path: Path, inputs: Sequence[Any], outputs: Mapping[str, np.ndarray]) -> Path:
    """A file that answers the same whatever comes in, once per row of its first input."""
    first = inputs[0].name
    nodes = [node("Shape", [first], ["shape"], start=0, end=1)]
    constants, ports = {}, []
    for name, value in outputs.items():
        constants[f"{name}_held"] = value[None]
        constants[f"{name}_tail"] = np.ones(value.ndim, np.int64)
        nodes += [
            node("Concat", ["shape", f"{name}_tail"], [f"{name}_repeats"], axis=0),
            node("Tile", [f"{name}_held", f"{name}_repeats"], [name]),
        ]
        kind = helper.np_dtype_to_tensor_dtype(value.dtype)
        ports.append(port(name, ["rows", *value.shape], kind))
    return write(path, inputs, ports, nodes, constants)


def load(card: ModelManifest, paths: Path | Mapping[str, Path]) -> Model:
    """The model of this card, its files taken from `paths` (by the names on the card)."""
    return sessions_of(card, paths).get(ModelRef(id=card.id))


def sessions_of(card: ModelManifest, paths: Path | Mapping[str, Path]) -> Sessions:
    """A source of models that knows this card alone."""

    def locate(_: ModelManifest, file: str | None) -> Path:
        return paths if isinstance(paths, Path) else paths[str(file)]

    return Sessions(threads=1, resolve=lambda _: card, locate=locate)
