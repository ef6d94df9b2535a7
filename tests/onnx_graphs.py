"""Small ONNX graphs, made here: files as users bring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

OPSET = 17


def tensor(name: str, values: object, dtype: type = np.float32) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(values, dtype), name)


def model(
    nodes: Sequence[onnx.NodeProto],
    inputs: Mapping[str, Sequence[int | str]],
    outputs: Mapping[str, Sequence[int | str | None]],
    weights: Sequence[onnx.TensorProto] = (),
    *,
    metadata: Mapping[str, str] | None = None,
    opset: int = OPSET,
    types: Mapping[str, int] | None = None,
    domains: Mapping[str, int] | None = None,
) -> onnx.ModelProto:
    """A model of these nodes; everything is float32 unless `types` says so."""
    kinds = types or {}
    graph = helper.make_graph(
        list(nodes),
        "made-by-a-test",
        [_value(name, shape, kinds) for name, shape in inputs.items()],
        [_value(name, shape, kinds) for name, shape in outputs.items()],
        list(weights),
    )
    imports = [helper.make_opsetid("", opset)]
    imports += [helper.make_opsetid(name, number) for name, number in (domains or {}).items()]
    made = helper.make_model(graph, opset_imports=imports, ir_version=9)
    helper.set_model_props(made, dict(metadata or {}))
    return made


def _value(name: str, shape: Sequence[int | str | None], kinds: Mapping[str, int]):
    return helper.make_tensor_value_info(name, kinds.get(name, TensorProto.FLOAT), list(shape))


def saved(made: onnx.ModelProto, path: Path) -> Path:
    path.write_bytes(made.SerializeToString())
    return path


def doubler() -> onnx.ModelProto:
    """y = 2 x + noise-free sine of x: something whose bits can be compared."""
    return model(
        [
            helper.make_node("Sin", ["x"], ["s"]),
            helper.make_node("Mul", ["x", "two"], ["d"]),
            helper.make_node("Add", ["s", "d"], ["y"]),
        ],
        {"x": ["n", 4]},
        {"y": ["n", 4]},
        [tensor("two", 2.0)],
        metadata={"made": "here"},
    )


def hungry() -> onnx.ModelProto:
    """Fills a tensor of as many floats as its input says."""
    return model(
        [helper.make_node("ConstantOfShape", ["n"], ["y"])],
        {"n": [1]},
        {"y": ["m"]},
        types={"n": TensorProto.INT64},
    )


def endless() -> onnx.ModelProto:
    """Counts as far as its input says, one step at a time."""
    body = helper.make_graph(
        [
            helper.make_node("Add", ["sum_in", "step"], ["sum_out"]),
            helper.make_node("Identity", ["go_in"], ["go_out"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("at", TensorProto.INT64, []),
            helper.make_tensor_value_info("go_in", TensorProto.BOOL, []),
            helper.make_tensor_value_info("sum_in", TensorProto.FLOAT, []),
        ],
        [
            helper.make_tensor_value_info("go_out", TensorProto.BOOL, []),
            helper.make_tensor_value_info("sum_out", TensorProto.FLOAT, []),
        ],
        [tensor("step", 1.0)],
    )
    return model(
        [helper.make_node("Loop", ["n", "", "start"], ["y"], body=body)],
        {"n": []},
        {"y": []},
        [tensor("start", 0.0)],
        types={"n": TensorProto.INT64},
    )
