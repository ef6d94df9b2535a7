"""Read a YOLOv8 head: per anchor a centre, a size and one score per class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_CANDIDATES = 3_000
"""Boxes that enter the overlap test; the best by score when there are more."""


@dataclass(frozen=True)
class Detections:
    """Boxes (left, top, right, bottom) in model pixels with score and class, best first."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    classes: NDArray[np.intp]


def decode(
    output: NDArray[np.generic],
    *,
    min_score: float,
    overlap: float,
    limit: int,
    wanted: frozenset[int] | None = None,
) -> Detections:
    """Decode one picture's (4 + classes, anchors) output.

    Boxes under `min_score` go first, then, class by class, those that overlap a better one by more
    than `overlap` (intersection over union). `wanted` keeps only those classes; None keeps all.
    """
    table = np.asarray(output, np.float32)
    per_class = table[4:]
    classes = per_class.argmax(axis=0)
    scores = per_class.max(axis=0)
    keep = scores >= min_score
    if wanted is not None:
        keep &= np.isin(classes, sorted(wanted))
    chosen = np.flatnonzero(keep)
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:MAX_CANDIDATES]
    boxes = _corners(table[:4, chosen])
    scores, classes = scores[chosen], classes[chosen]
    best = suppress(boxes, classes, overlap, limit)
    return Detections(boxes[best], scores[best], classes[best])


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


def _corners(centred: NDArray[np.float32]) -> NDArray[np.float32]:
    x, y, width, height = centred
    half_width, half_height = width / 2, height / 2
    return np.stack([x - half_width, y - half_height, x + half_width, y + half_height], axis=1)
