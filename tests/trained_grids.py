"""Small detectors that were really trained, in a second or two: a grid of cells, each of which
looks at a window around it and tells what lies in its middle and where.

Scikit-learn learns what a window shows; the learned layers become convolutions of a graph.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.onnx_files import node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SIDE, STRIDE, POOL = 64, 8, 4
CELLS = SIDE // STRIDE
_WINDOW, _PAD, _STEP = 8, 3, STRIDE // POOL
_HIDDEN = 40
_REACH = 0.7
"""How far from the middle of a cell, in cells, a thing may be that the cell tells of."""
_BESIDE = 4
"""Cells without an object that are learned from, for each picture."""


@dataclass(frozen=True)
class Thing:
    """An object of a drawn scene, in pixels: left, top, right, bottom; and points of it."""

    box: tuple[float, float, float, float]
    kind: int
    points: tuple[tuple[float, float], ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of the cells that are to tell of it: its own, and one it all but lies in.

        With one cell alone, no cell would be sure of a thing whose middle is on a border.
        """
        x, y = (side / STRIDE - 0.5 for side in self.middle)
        for row in range(CELLS):
            for column in range(CELLS):
                if max(abs(y - row), abs(x - column)) < _REACH:
                    yield row, column


@dataclass(frozen=True)
class Scene:
    """A picture of 64 x 64 with values in 0..1, and what is on it."""

    pixels: Floats
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Learned:
    """Two networks of two layers each: how sure, and where."""

    sure: Any
    where: Any


def learn(scenes: Sequence[Scene], kinds: int) -> Learned:
    """Train on these scenes: per cell whether there is a thing and of which kind, and its place."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    rng = np.random.default_rng(5)
    seen = _windows(np.stack([scene.pixels for scene in scenes]))
    shown, told, places, targets = [], [], [], []
    for scene, cells in zip(scenes, seen, strict=True):
        full = {cell: thing for thing in scene.things for cell in thing.cells()}
        near = {(row + down, column + across) for row, column in full
                for down in (-1, 0, 1) for across in (-1, 0, 1)}  # fmt: skip
        far = {(int(row), int(column)) for row, column in rng.integers(0, CELLS, (_BESIDE, 2))}
        for row, column in sorted(near | far):
            if not (0 <= row < CELLS and 0 <= column < CELLS):
                continue
            thing = full.get((row, column))
            shown.append(cells[row, column])
            told.append([thing is not None, *(thing is not None and thing.kind == kind
                                              for kind in range(kinds))])  # fmt: skip
            if thing is not None:
                places.append(cells[row, column])
                targets.append(target(thing, row, column))
    options = {"hidden_layer_sizes": (_HIDDEN,), "random_state": 3, "learning_rate_init": 3e-3,
               "tol": 0, "n_iter_no_change": 100}  # fmt: skip
    with quick():
        sure = MLPClassifier(max_iter=25, **options).fit(np.stack(shown), np.array(told, int))
        where = MLPRegressor(max_iter=80, **options).fit(np.stack(places), np.array(targets))
    return Learned(sure, where)


@contextmanager
def quick() -> Iterator[None]:
    """One thread, for the products are so small that several are slower; no warning at the end."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def target(thing: Thing, row: int, column: int) -> list[float]:
    """Where it is, seen from a cell: middle, logarithms of its sides, points."""
    (x, y), (left, top, right, bottom) = thing.middle, thing.box
    points = [side for px, py in thing.points
              for side in (px / STRIDE - column, py / STRIDE - row)]  # fmt: skip
    return [x / STRIDE - column, y / STRIDE - row,
            float(np.log((right - left) / STRIDE)), float(np.log((bottom - top) / STRIDE)),
            *points]  # fmt: skip


def layers(learned: Learned) -> tuple[list[Any], dict[str, np.ndarray]]:
    """Nodes from `images` to `sure` (1, 1 + kinds, cells) and `where` (1, 4 + points, cells)."""
    nodes = [node("AveragePool", ["images"], ["small"], kernel_shape=[POOL, POOL],
                  strides=[POOL, POOL])]  # fmt: skip
    held: dict[str, np.ndarray] = {}
    for name, network in (("sure", learned.sure), ("where", learned.where)):
        (first, second), (low, high) = network.coefs_, network.intercepts_
        held |= {
            f"{name}_look": first.T.reshape(-1, 3, _WINDOW, _WINDOW).astype(np.float32),
            f"{name}_low": low.astype(np.float32),
            f"{name}_judge": second.T[:, :, None, None].astype(np.float32),
            f"{name}_high": high.astype(np.float32),
            f"{name}_flat": np.array([1, second.shape[1], CELLS * CELLS], np.int64),
        }
        nodes += [
            node("Conv", ["small", f"{name}_look", f"{name}_low"], [f"{name}_felt"],
                 pads=[_PAD] * 4, strides=[_STEP, _STEP]),
            node("Relu", [f"{name}_felt"], [f"{name}_kept"]),
            node("Conv", [f"{name}_kept", f"{name}_judge", f"{name}_high"], [f"{name}_grid"]),
            node("Reshape", [f"{name}_grid", f"{name}_flat"],
                 [name if name == "where" else "sure_raw"]),
        ]  # fmt: skip
    return [*nodes, node("Sigmoid", ["sure_raw"], ["sure"])], held


def _windows(pictures: Floats) -> Floats:
    """(pictures, rows, columns, values) of what each cell sees."""
    count, small = len(pictures), SIDE // POOL
    pooled = pictures.reshape(count, small, POOL, small, POOL, 3).mean(axis=(2, 4))
    framed = np.pad(pooled.transpose(0, 3, 1, 2), ((0, 0), (0, 0), (_PAD, _PAD), (_PAD, _PAD)))
    cut = np.lib.stride_tricks.sliding_window_view(framed, (_WINDOW, _WINDOW), axis=(2, 3))
    cut = cut[:, :, ::_STEP, ::_STEP]
    return cut.transpose(0, 2, 3, 1, 4, 5).reshape(count, CELLS, CELLS, -1).astype(np.float32)
