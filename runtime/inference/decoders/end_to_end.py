"""Read a head without double finds: per row left, top, right, bottom, score and class.

Reads `outputs` {`boxes` or `table`: [rows, 6] in pixels}. YOLOv10, exports with the overlap test
inside, and the like; rows that hold nothing have score 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.boxes import Ask, Detections

if TYPE_CHECKING:
    from runtime.inference.pictures import Seen

ROLES = ("boxes",)


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    table = seen.head("boxes" if seen.has("boxes") else "table")
    table = table if table.shape[1] == 6 else table.T
    return chosen(table[:, :4], table[:, 4], table[:, 5].astype(np.intp), ask)


def chosen(
    boxes: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    classes: np.ndarray[tuple[int, ...], np.dtype[np.intp]],
    ask: Ask,
) -> Detections:
    """The wanted rows, best first; none is taken for the double of another."""
    keep = (scores >= ask.min_score) & (scores > 0)
    if ask.wanted is not None:
        keep &= np.isin(classes, sorted(ask.wanted))
    rows = np.flatnonzero(keep)
    rows = rows[np.argsort(-scores[rows], kind="stable")][: ask.limit]
    return Detections(boxes[rows], scores[rows], classes[rows])
