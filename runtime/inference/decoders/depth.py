"""Read a depth model: one number per cell of a map of the canvas.

Reads `outputs` {`depth`: [height, width]} and `metric`: true when the numbers are distances, which
grow away from the camera; otherwise they grow towards it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("depth",)
FLAT = 1e-5
"""A spread that is smaller, as a share of the numbers, is rounding."""


def read(seen: Seen) -> NDArray[np.float32]:
    """The model's number for every pixel of the picture."""
    plane = seen.head("depth").squeeze()
    if plane.ndim != 2:
        message = f"The model {seen.card.title} answers no map of depths."
        raise OperatorFailedError(message, model=seen.card.id)
    size = (seen.image.width, seen.image.height)
    matrix = seen.prepared.grid((plane.shape[1], plane.shape[0]), size)
    laid = cv2.warpAffine(
        plane, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.nan_to_num(np.asarray(laid, np.float32))


def nearness(depth: NDArray[np.float32], *, metric: bool) -> NDArray[np.float32]:
    """Depth as 0 (farthest) to 1 (nearest); all 0 where everything is equally far."""
    low, high = float(depth.min()), float(depth.max())
    if high - low <= FLAT * max(abs(low), abs(high)):
        return np.zeros_like(depth)
    share = (depth - low) / (high - low)
    return np.asarray(1 - share if metric else share, np.float32)
