"""Regions with polygons as masks of their picture's pixels, and masks as outlines again.

A corner is told by the pixel that it lies on: pixel 3 of 10 is 0.3, so going to a mask and back
changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.values import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Placement, Region

    Mask = NDArray[np.uint8]
    Points = NDArray[np.int32]

_LEAST_CORNERS = 3
_SLACK = 1e-6
"""What a whole pixel may lose on its way through shares."""


def corners(region: Region, size: Placement) -> Points:
    """The polygon's corners as pixels of the picture, one row (x, y) each."""
    import numpy as np

    points = np.asarray(region.polygon, np.float64).reshape(-1, 2)
    whole = np.floor(points * (size.width, size.height) + _SLACK)
    return whole.clip(0, (size.width - 1, size.height - 1)).astype(np.int32)


def mask_of(region: Region, size: Placement) -> Mask:
    """1 on the pixels of the polygon, its edge with them; nothing without a polygon."""
    import cv2
    import numpy as np

    mask = np.zeros((size.height, size.width), np.uint8)
    if len(region.polygon) >= _LEAST_CORNERS:
        cv2.fillPoly(mask, [corners(region, size)], (1,))
    return mask


def outline(mask: Mask) -> Points:
    """The corners of the largest piece of a mask in pixels; none when it is too small for any."""
    import cv2
    import numpy as np

    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    usable = [one for one in found if len(one) >= _LEAST_CORNERS]
    if not usable:
        return np.zeros((0, 2), np.int32)
    return np.asarray(max(usable, key=cv2.contourArea)[:, 0], np.int32)


def shares(points: Points, size: Placement) -> tuple[tuple[float, float], ...]:
    """Corners in pixels as shares of the picture."""
    return tuple((float(x) / size.width, float(y) / size.height) for x, y in points)


def box_of(mask: Mask, size: Placement) -> Box:
    """From the first to the last pixel of a mask; at the top left without any."""
    import numpy as np

    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    if not len(rows):
        return Box(0, 0, 0, 0)
    return Box(
        top=float(rows[0]) / size.height,
        left=float(columns[0]) / size.width,
        bottom=float(rows[-1]) / size.height,
        right=float(columns[-1]) / size.width,
    )
