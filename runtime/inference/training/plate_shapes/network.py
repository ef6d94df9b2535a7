"""The segmenter: down to a thirty-second of the picture and up again, keeping what was seen.

`plan` says it once, in words that `layers.Tape` computes and `Drawn` writes into an ONNX graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import onnx
from onnx import numpy_helper

from runtime.inference.training.onnx_draft import Draft
from runtime.inference.training.plate_shapes.layers import EPSILON, FIRST, Plane, Tape, Weights

if TYPE_CHECKING:
    from pathlib import Path

STRIDE = 32
"""Sides of a picture are multiples of this."""
CELL = 2
"""Pixels of the picture a side of a cell of the answer has."""
ANSWER = "answer"
QUARTER = 32
"""Channels at a quarter of the picture's sides."""

T = TypeVar("T")


class Way(Protocol[T]):
    """What the plan is told to."""

    def conv(self, plane: T, name: str, outputs: int, size: int = 3, stride: int = 1) -> T:
        """A convolution."""

    def even(self, plane: T, name: str) -> T:
        """Every channel with a mean and a spread of its own choice."""

    def relu(self, plane: T) -> T:
        """Nothing below nought."""

    def add(self, one: T, other: T) -> T:
        """The sum of two."""

    def double(self, plane: T) -> T:
        """Each cell becomes four."""

    def unfold(self, plane: T, side: int) -> T:
        """The channels of a cell become a square of cells."""


def plan(way: Way[T], picture: T) -> T:
    """How likely each cell is a plate's, before the sigmoid."""
    quarter = _layer(way, picture, FIRST, QUARTER, size=4, stride=4)
    quarter = way.add(quarter, _layer(way, quarter, "quarter", QUARTER))
    eighth = _layer(way, quarter, "to-eighth", 48, stride=2)
    eighth = way.add(eighth, _layer(way, eighth, "eighth", 48))
    sixteenth = _layer(way, eighth, "to-sixteenth", 64, stride=2)
    sixteenth = way.add(sixteenth, _layer(way, sixteenth, "sixteenth", 64))
    far = _layer(way, sixteenth, "to-far", 64, stride=2)
    far = way.add(far, _layer(way, far, "far", 64, size=1))
    sixteenth = way.add(sixteenth, way.double(far))
    eighth = way.add(eighth, way.double(_layer(way, sixteenth, "back-eighth", 48)))
    quarter = way.add(quarter, way.double(_layer(way, eighth, "back-quarter", QUARTER)))
    quarter = _layer(way, quarter, "last", QUARTER)
    side = 4 // CELL
    return way.unfold(way.conv(quarter, ANSWER, side * side, size=1), side)


def _layer(way: Way[T], plane: T, name: str, channels: int, size: int = 3, stride: int = 1) -> T:
    made = way.conv(plane, name, channels, size=size, stride=stride)
    return way.relu(way.even(made, f"{name}-even"))


class Drawn:
    """Writes the plan into a graph."""

    def __init__(self, draft: Draft, weights: Weights) -> None:
        self.draft, self.weights = draft, weights

    def conv(self, plane: str, name: str, outputs: int, size: int = 3, stride: int = 1) -> str:
        """A convolution, its kernel turned to the order of ONNX."""
        kernel, biases = self.weights.held[name]
        turned = kernel.reshape(size, size, -1, outputs).transpose(3, 2, 0, 1)
        half = size // 2 if size % 2 else 0
        return self.draft.add(
            "Conv", plane, self.draft.constant(turned), self.draft.constant(biases),
            kernel_shape=[size, size], strides=[stride, stride], pads=[half] * 4,
        )  # fmt: skip

    def even(self, plane: str, name: str) -> str:
        """Every channel with a mean and a spread of its own choice, as it usually was."""
        parts = (*self.weights.held[name], *self.weights.usual[name])
        held = [self.draft.constant(part) for part in parts]
        return self.draft.add("BatchNormalization", plane, *held, epsilon=EPSILON)

    def relu(self, plane: str) -> str:
        """Nothing below nought."""
        return self.draft.add("Relu", plane)

    def add(self, one: str, other: str) -> str:
        """The sum of two."""
        return self.draft.add("Add", one, other)

    def double(self, plane: str) -> str:
        """Each cell becomes four."""
        factors = self.draft.constant([1, 1, 2, 2])
        return self.draft.add(
            "Resize", plane, "", factors, mode="nearest", nearest_mode="floor",
            coordinate_transformation_mode="asymmetric",
        )  # fmt: skip

    def unfold(self, plane: str, side: int) -> str:
        """The channels of a cell become a square of cells."""
        return self.draft.add("DepthToSpace", plane, blocksize=side)


def write(path: Path, weights: Weights) -> None:
    """The trained network as a file."""
    draft = Draft()
    draft.add("Identity", plan(Drawn(draft, weights), "images"), output="logits")
    draft.save(
        path, {"images": ["n", 3, "high", "wide"]}, {"logits": ["n", 1, "rows", "columns"]},
        {"task": "segment", "names": "{0: 'plate'}", "stride": str(STRIDE)},
    )  # fmt: skip


def read(path: Path) -> Weights:
    """What a written file holds, to train it further."""
    weights = Weights(0)
    plan(Tape(weights), Plane(np.zeros((1, STRIDE, STRIDE, 3), np.float32)))
    graph = onnx.load(path).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    nodes = [node for node in graph.node if node.op_type in ("Conv", "BatchNormalization")]
    for name, node in zip(weights.held, nodes, strict=True):
        first, second, *usual = (held[part].copy() for part in node.input[1:])
        if usual:
            weights.usual[name] = usual[0], usual[1]
        else:
            first = first.transpose(2, 3, 1, 0).reshape(-1, first.shape[0])
        weights.held[name] = first, second
    return weights


def size_of(weights: Weights) -> int:
    """How many numbers were learned."""
    return sum(int(np.size(part)) for pair in weights.held.values() for part in pair)
