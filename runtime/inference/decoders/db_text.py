"""Read a text probability map (differentiable binarisation) as tilted rectangles in reading order.

The published method grows each found core with a polygon offset library. A core here is a rotated
rectangle, and such a rectangle offset by d is the same rectangle with every side moved out by d,
with d = area * ratio / perimeter, so no polygon library is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_LINES = 1_000
MIN_CORE_PIXELS = 3
MIN_LINE_PIXELS = 5
_DILATION = np.ones((2, 2), np.uint8)


def decode(
    output: NDArray[np.generic], *, pixel: float, score: float, unclip: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """One picture's (height, width) map as quads (n, 4, 2), TL TR BR BL in map pixels, and scores.

    `pixel` binarises the map, `score` is the least mean inside a core, `unclip` how far cores grow.
    """
    heat = np.ascontiguousarray(output, np.float32)
    mask = cv2.dilate((heat > pixel).view(np.uint8), _DILATION)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    quads, scores = [], []
    for contour in contours[:MAX_LINES]:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < MIN_CORE_PIXELS:
            continue
        mean = _mean_inside(heat, cv2.boxPoints((centre, (width, height), angle)))
        if mean < score:
            continue
        grown = width * height * unclip / (width + height)  # 2d, as the perimeter is 2(w + h)
        size = (width + grown, height + grown)
        if min(size) < MIN_LINE_PIXELS:
            continue
        quads.append(order_corners(np.asarray(cv2.boxPoints((centre, size, angle)), np.float32)))
        scores.append(mean)
    if not quads:
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    stacked = np.stack(quads)
    order = reading_order(stacked)
    return stacked[order], np.asarray(scores, np.float32)[order]


def order_corners(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Four corners of a rectangle as top left, top right, bottom right, bottom left."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.stack([left[0], right[0], right[1], left[1]])


def reading_order(quads: NDArray[np.float32]) -> NDArray[np.intp]:
    """Indexes line by line from the top, left to right within a line.

    A quad joins the line above it when its middle lies within half a line height of that line's.
    """
    middles = quads[:, :, 1].mean(axis=1)
    heights = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    lefts = quads[:, :, 0].min(axis=1)
    by_top = np.argsort(middles, kind="stable")
    rows: list[list[int]] = []
    for index in by_top:
        anchor = rows[-1][0] if rows else None
        near = 0.5 * min(heights[index], heights[anchor]) if anchor is not None else 0.0
        if anchor is not None and middles[index] - middles[anchor] < near:
            rows[-1].append(int(index))
        else:
            rows.append([int(index)])
    ordered = [index for row in rows for index in sorted(row, key=lambda i: lefts[i])]
    return np.asarray(ordered, np.intp)


def _mean_inside(heat: NDArray[np.float32], corners: NDArray[np.generic]) -> float:
    """Mean of the map inside a quad, over the quad's bounding box only."""
    height, width = heat.shape
    points = np.asarray(corners, np.float32)
    low = np.clip(np.floor(points.min(axis=0)), 0, [width - 1, height - 1]).astype(np.intp)
    high = np.clip(np.ceil(points.max(axis=0)), 0, [width - 1, height - 1]).astype(np.intp)
    window = heat[low[1] : high[1] + 1, low[0] : high[0] + 1]
    mask = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(mask, [(points - low).astype(np.int32)], (1,))
    return float(cv2.mean(window, mask)[0])
