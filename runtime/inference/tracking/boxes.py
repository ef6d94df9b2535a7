"""Boxes as arrays of centre and size, and how far they are from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Box

    Boxes = NDArray[np.float64]
    """Rows of centre x, centre y, width, height, in 0..1 of the picture."""


def centred(boxes: Sequence[Box]) -> Boxes:
    """Boxes as rows of centre and size."""
    import numpy as np

    rows = [
        (
            (box.left + box.right) / 2, (box.top + box.bottom) / 2,
            box.right - box.left, box.bottom - box.top,
        )
        for box in boxes
    ]  # fmt: skip
    return np.array(rows, np.float64).reshape(-1, 4)


def apart(ours: Boxes, theirs: Boxes) -> NDArray[np.float64]:
    """One minus the overlap of every pair: 0 for equal boxes, 1 for boxes that do not touch."""
    import numpy as np

    low = np.maximum((ours[:, :2] - ours[:, 2:] / 2)[:, None], theirs[:, :2] - theirs[:, 2:] / 2)
    high = np.minimum((ours[:, :2] + ours[:, 2:] / 2)[:, None], theirs[:, :2] + theirs[:, 2:] / 2)
    common = np.prod(np.clip(high - low, 0, None), axis=2)
    areas = np.prod(ours[:, 2:], axis=1)[:, None] + np.prod(theirs[:, 2:], axis=1) - common
    shares = np.divide(common, areas, out=np.zeros_like(common), where=areas > 0)
    return np.asarray(1 - shares)


def distances(ours: Boxes, theirs: Boxes) -> NDArray[np.float64]:
    """From centre to centre of every pair."""
    import numpy as np

    return np.asarray(np.hypot(*np.moveaxis(ours[:, None, :2] - theirs[:, :2], 2, 0)))
