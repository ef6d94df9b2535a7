"""Read a raw YOLOX head: centres within their cell and log sizes, on grids of several strides.

Reads `outputs` {`boxes` or `table`: [cells, 5 + classes]}, `activation` of the object and class
scores, and `strides` (8, 16, 32 unless told, with 64 where the number of cells asks for it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.boxes import Ask, Detections, activated, corners, distinct, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("boxes",)
_STRIDES = ((8, 16, 32), (8, 16, 32, 64))


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    table = table_of(seen, 5)
    cells = _cells(seen, len(table))
    stride = cells[:, 2:]
    centres = (table[:, :2] + cells[:, :2]) * stride
    sizes = np.exp(np.minimum(table[:, 2:4], 20)) * stride
    sure = activated(table[:, 4:], seen.card.postprocess.get("activation"))
    boxes = corners(np.concatenate([centres, sizes], axis=1))
    return distinct(boxes, sure[:, 1:] * sure[:, :1], ask)[0]


def _cells(seen: Seen, count: int) -> NDArray[np.float32]:
    """Column, row and stride of every cell, level by level, row by row."""
    told = seen.card.postprocess.get("strides")
    width, height = seen.prepared.width, seen.prepared.height
    for strides in [tuple(told)] if told else _STRIDES:
        if sum((width // step) * (height // step) for step in strides) == count:
            return _grids(width, height, strides)
    message = (
        f"The model {seen.card.title} answers {count} cells, which fits no grid of its "
        f"{width} x {height} canvas. Import it as another kind of detector."
    )
    raise OperatorFailedError(message, model=seen.card.id)


def _grids(width: int, height: int, strides: Sequence[int]) -> NDArray[np.float32]:
    levels = []
    for step in strides:
        rows, columns = np.mgrid[: height // step, : width // step]
        level = np.stack([columns.ravel(), rows.ravel(), np.full(rows.size, step)], axis=1)
        levels.append(level)
    return np.concatenate(levels).astype(np.float32)
