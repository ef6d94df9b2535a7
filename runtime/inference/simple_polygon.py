"""Outlines as polygons of a given number of corners, all in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.int32]
    Line = tuple[float, float]
    """Slope and height of a line."""

_MOST_STEPS = 1000
_LEAST = 1e-7


def simplified(outline: Points, count: int) -> Points:
    """The hull of an outline with `count` corners, or as near to it as it comes."""
    import cv2
    import numpy as np

    hull = cv2.convexHull(outline.reshape(-1, 1, 2), clockwise=True, returnPoints=True)
    high = cv2.arcLength(hull, closed=True)
    low = _LEAST
    slack = low + high / 2
    found = cv2.approxPolyDP(hull, slack, closed=True)
    for _ in range(_MOST_STEPS):
        if len(found) == count:
            break
        if len(found) > count:
            low = slack
        else:
            high = slack
        slack = low + (high - low) / 2
        found = cv2.approxPolyDP(hull, slack, closed=True)
    return np.asarray(found, np.int32).reshape(-1, 2)


def fitted(outline: Points, polygon: Points, share: float) -> Points:
    """The polygon with its sides laid along the outline, by least squares.

    Each side follows the outline's corners between its ends; with `share` under 1 only those in its
    middle. Where two sides run alike, the corner between them stays.
    """
    import numpy as np

    previous = np.roll(polygon, 1, axis=0)
    lines = [
        _along(_between(outline, start, end), share)
        for start, end in zip(previous, polygon, strict=True)
    ]
    following = (*lines[1:], lines[0])
    corners = [
        _crossing(line, other, corner)
        for line, other, corner in zip(lines, following, polygon, strict=True)
    ]
    return np.asarray(np.round(np.array(corners, np.float64)), np.int32)


def with_corners(polygon: Points, count: int) -> Points:
    """Cut off after `count` corners, or with the last one repeated."""
    import numpy as np

    missing = count - len(polygon)
    if missing > 0:
        return np.concatenate([polygon, np.repeat(polygon[-1:], missing, axis=0)])
    return polygon[:count]


def scaled(polygon: Points, factor: float) -> Points:
    """Larger or smaller, round its centre of mass."""
    import cv2
    import numpy as np

    moments = cv2.moments(polygon)
    if factor == 1 or moments["m00"] == 0:
        return polygon
    centre = np.array([moments["m10"], moments["m01"]]) / moments["m00"]
    return np.asarray(np.round((polygon - centre) * factor + centre), np.int32)


def _between(outline: Points, start: Points, end: Points) -> Points:
    """The outline's corners from the one nearest `start` to the one nearest `end`."""
    import numpy as np

    first, last = (
        int(np.linalg.norm(outline - corner, axis=1).argmin()) for corner in (start, end)
    )
    if first <= last:
        return outline[first : last + 1]
    return np.concatenate([outline[first:], outline[: last + 1]])


def _along(points: Points, share: float) -> Line | None:
    """The line nearest to points; None for a single one."""
    import numpy as np

    kept = round(len(points) * share)
    if share < 1 and kept > 2:
        off = (len(points) - kept) // 2
        points = points[off : len(points) - off]
    if len(points) < 2:
        return None
    matrix = np.vstack([points[:, 0], np.ones(len(points))]).T
    slope, height = np.linalg.lstsq(matrix, points[:, 1], rcond=None)[0]
    return float(slope), float(height)


def _crossing(one: Line | None, other: Line | None, corner: Points) -> Sequence[float]:
    if one is None or other is None or abs(one[0] - other[0]) <= 1e-8 + 1e-5 * abs(other[0]):
        return float(corner[0]), float(corner[1])
    x = (other[1] - one[1]) / (one[0] - other[0])
    return x, one[0] * x + one[1]
