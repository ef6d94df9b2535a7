"""The segmenter's graph: fixed features of every cell and what is round it, then two networks.

The first network judges a cell by colours, edges and texture at several distances; the second
judges it again, with what the first thought of the surroundings. Both are the same for all cells,
so in the file they are convolutions of one cell.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runtime.inference.training.onnx_draft import Draft
from runtime.inference.training.streets.scenes import LABELS

WIDTH, HEIGHT = 256, 160
CELL = 2
"""Pixels of a cell's side."""
NEAR = (1, 3, 9, 21, 41)
"""Cells of the squares whose mean colour is seen."""
ROUGH = (5, 15)
"""Cells of the squares whose texture is seen."""
AWAY = 20
"""Cells up, down, left and right to where a distant square is seen too."""
THOUGHT = (1, 5, 13, 29)
"""Cells of the squares over which the first network's judgement is averaged."""

Layers = list[tuple[NDArray[np.float32], NDArray[np.float32]]]


def features(draft: Draft) -> str:
    """[N, features, 80, 128] of the pictures [N, 3, 160, 256]."""
    cells = draft.add("AveragePool", "images", kernel_shape=[CELL, CELL], strides=[CELL, CELL])
    found = [_mean(draft, cells, side) for side in NEAR]
    squares = draft.add("Mul", cells, cells)
    for side in ROUGH:
        mean = _mean(draft, cells, side)
        spread = draft.add(
            "Sub", _mean(draft, squares, side), draft.add("Mul", mean, mean)
        )  # fmt: skip
        found.append(draft.add("Sqrt", draft.add("Relu", spread)))
    found += _slopes(draft, cells)
    found += _around(draft, _mean(draft, cells, NEAR[3]))
    found.append(_place(draft, cells))
    return draft.add("Concat", *found, axis=1)


def thoughts(draft: Draft, shares: str) -> str:
    """What the first network thinks of a cell, of squares round it and of those further away."""
    found = [_mean(draft, shares, side) for side in THOUGHT]
    found += _around(draft, found[2])
    return draft.add("Concat", *found, axis=1)


def judged(draft: Draft, inputs: str, layers: Layers) -> str:
    """A small network over the channels of every cell; its last layer is left as it is."""
    flow = inputs
    for number, (weights, biases) in enumerate(layers):
        kernel = draft.constant(weights.T[:, :, None, None])
        flow = draft.add("Conv", flow, kernel, draft.constant(biases))
        if number < len(layers) - 1:
            flow = draft.add("Relu", flow)
    return flow


def write(path: Path, first: Layers | None = None, second: Layers | None = None) -> None:
    """The whole graph; or, while it is trained, one that answers what the next network sees."""
    draft = Draft()
    seen = features(draft)
    channels: int | str = "channels"
    if first is not None:
        shares = draft.add("Softmax", judged(draft, seen, first), axis=1)
        seen = draft.add("Concat", seen, thoughts(draft, shares), axis=1)
    if second is not None:
        seen, channels = judged(draft, seen, second), len(LABELS)
    draft.add("Identity", seen, output="logits")
    names = str(dict(enumerate(LABELS)))
    draft.save(
        path, {"images": ["n", 3, HEIGHT, WIDTH]},
        {"logits": ["n", channels, HEIGHT // CELL, WIDTH // CELL]},
        {"task": "segment", "names": names, "imgsz": f"[{HEIGHT}, {WIDTH}]"},
    )  # fmt: skip


def _mean(draft: Draft, plane: str, side: int) -> str:
    if side == 1:
        return plane
    half = side // 2
    return draft.add("AveragePool", plane, kernel_shape=[side, side], pads=[half] * 4,
                     count_include_pad=0)  # fmt: skip


def _slopes(draft: Draft, cells: str) -> list[str]:
    """How strong edges across and along are, near and further round."""
    brightness = np.full((1, 3, 1, 1), 1 / 3, np.float32)
    grey = draft.add("Conv", cells, draft.constant(brightness))
    kernels = np.zeros((2, 1, 3, 3), np.float32)
    kernels[0, 0, 1] = kernels[1, 0, :, 1] = (-1, 0, 1)
    edged = draft.add("Pad", grey, draft.constant([0, 0, 1, 1, 0, 0, 1, 1], np.int64), mode="edge")
    slope = draft.add("Abs", draft.add("Conv", edged, draft.constant(kernels)))
    return [_mean(draft, slope, side) for side in (3, 9, 21)]


def _around(draft: Draft, plane: str) -> list[str]:
    """The plane moved up, down, left and right, its edge repeated."""
    pads = draft.constant([0, 0, AWAY, AWAY, 0, 0, AWAY, AWAY], np.int64)
    wide = draft.add("Pad", plane, pads, mode="edge")
    rows, columns = HEIGHT // CELL, WIDTH // CELL
    moved = []
    for top, left in ((0, AWAY), (2 * AWAY, AWAY), (AWAY, 0), (AWAY, 2 * AWAY)):
        starts = draft.constant([top, left], np.int64)
        ends = draft.constant([top + rows, left + columns], np.int64)
        axes = draft.constant([2, 3], np.int64)
        moved.append(draft.add("Slice", wide, starts, ends, axes))
    return moved


def _place(draft: Draft, cells: str) -> str:
    """How far down a cell lies, -1 to 1, and how far from the middle line."""
    rows, columns = np.mgrid[-1 : 1 : 1j * (HEIGHT // CELL), -1 : 1 : 1j * (WIDTH // CELL)]
    held = draft.constant(np.stack([rows, np.abs(columns)])[None])
    nothing = draft.add("Mul", draft.add("ReduceMean", cells, axes=[1], keepdims=1),
                        draft.constant(0.0))  # fmt: skip
    return draft.add("Add", held, nothing)
