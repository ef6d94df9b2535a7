"""What detectors answer, and the steps that their decoders share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

MAX_CANDIDATES = 3_000
"""Boxes that enter the overlap test; the best by score when there are more."""


@dataclass(frozen=True)
class Ask:
    """What a caller wants of a detector."""

    min_score: float
    overlap: float
    limit: int
    wanted: frozenset[int] | None = None
    """Keep only these classes; None keeps all."""
    across_classes: bool = False
    """Whether a box also gives way to a better one of another class."""
    candidates: int = MAX_CANDIDATES


@dataclass(frozen=True)
class Detections:
    """Boxes (left, top, right, bottom) in pixels of the canvas with score and class, best first."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    classes: NDArray[np.intp]
    outlines: Sequence[NDArray[np.float32]] = ()
    """Per box the instance's outline as (x, y) on the canvas; empty for models without masks."""
    keypoints: NDArray[np.float32] | None = None
    """(boxes, points, 3) as x and y on the canvas and how sure; None for models without them."""


class BoxReader(Protocol):
    """A decoder module for models that find objects."""

    @property
    def ROLES(self) -> Sequence[str]:  # noqa: N802  # a constant of the module
        """The outputs it reads, in the file's order for cards that do not name them."""

    def read(self, seen: Seen, ask: Ask) -> Detections:
        """The objects of one picture."""


def best_classes(
    scores: NDArray[np.float32], ask: Ask
) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
    """Rows worth keeping of (boxes, classes) scores, best first: index, score and class of each."""
    if not scores.size:
        nothing = np.zeros(0, np.intp)
        return nothing, np.zeros(0, np.float32), nothing
    classes = scores.argmax(axis=1)
    values = scores[np.arange(len(scores)), classes]
    keep = values >= ask.min_score
    if ask.wanted is not None:
        keep &= np.isin(classes, sorted(ask.wanted))
    chosen = np.flatnonzero(keep)
    chosen = chosen[np.argsort(-values[chosen], kind="stable")][: ask.candidates]
    return chosen, values[chosen], classes[chosen]


def distinct(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], ask: Ask
) -> tuple[Detections, NDArray[np.intp]]:
    """The best boxes without those that overlap a better one of their class; and their rows.

    `boxes` are corners, (rows, 4).
    """
    rows, values, classes = best_classes(scores, ask)
    rivals = np.zeros_like(classes) if ask.across_classes else classes
    kept = suppress(boxes[rows], rivals, ask.overlap, ask.limit)
    return Detections(boxes[rows][kept], values[kept], classes[kept]), rows[kept]


def suppress(
    boxes: NDArray[np.float32], classes: NDArray[np.intp], overlap: float, limit: int
) -> NDArray[np.intp]:
    """Indexes of the boxes to keep, given best first: none overlaps a kept one of its class."""
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = np.arange(len(boxes))
    kept: list[int] = []
    while left.size and len(kept) < limit:
        first, others = left[0], left[1:]
        kept.append(int(first))
        corner = np.maximum(boxes[others, :2], boxes[first, :2])
        far = np.minimum(boxes[others, 2:], boxes[first, 2:])
        shared = np.clip(far - corner, 0, None).prod(axis=1)
        union = areas[others] + areas[first] - shared
        clash = (shared > overlap * union) & (classes[others] == classes[first])
        left = others[~clash]
    return np.asarray(kept, np.intp)


def corners(centred: NDArray[np.float32]) -> NDArray[np.float32]:
    """(boxes, 4) of centre x, centre y, width and height as left, top, right and bottom."""
    half = centred[:, 2:4] / 2
    return np.concatenate([centred[:, :2] - half, centred[:, :2] + half], axis=1)


def table_of(seen: Seen, columns: int, extra: int = 0) -> NDArray[np.float32]:
    """The role `boxes` (or `table`) as one row per box, whichever way round the file has it.

    `columns` is how many stand beside the classes; `extra` how many follow them.
    """
    table = seen.head("boxes" if seen.has("boxes") else "table")
    wide = columns + len(seen.card.labels) + extra
    if seen.card.labels and wide in table.shape:
        return table if table.shape[1] == wide else table.T
    return table if table.shape[0] > table.shape[1] else table.T


def activated(values: NDArray[np.float32], activation: object) -> NDArray[np.float32]:
    """Apply what the card says is left to apply: `sigmoid`, `softmax` over the last axis, none."""
    if activation == "sigmoid":
        return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))), np.float32)
    if activation == "softmax":
        powers = np.exp(values - values.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)
    return values
