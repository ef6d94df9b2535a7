"""Clear edges near some shapes, and shapes whose outlines are moved onto them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.media.opencv import cv2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BESIDE = 5
"""Points to either side on an outline that tell which way it runs."""
_SHORTEST = 1e-6


@dataclass(frozen=True)
class Search:
    """What counts as an edge."""

    deviations: float
    least_area: float
    closing: int
    band: int
    window: int


def steepness(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How fast brightness changes at each place."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    across = cv2.Sobel(gray, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(gray, cv2.CV_32F, 0, 1, ksize=3)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def edges_near(
    masks: Sequence[NDArray[np.uint8]], slopes: NDArray[np.float32], search: Search
) -> NDArray[np.bool_]:
    """Where edges are, within the band round the masks' outlines; everywhere without masks."""
    box = (search.window, search.window)
    mean = np.asarray(cv2.boxFilter(slopes, cv2.CV_32F, box), np.float32)
    square_mean = np.asarray(cv2.boxFilter(slopes * slopes, cv2.CV_32F, box), np.float32)
    spread = np.sqrt(np.maximum(square_mean - mean * mean, 0.0))
    edges = np.asarray(slopes > mean + search.deviations * spread, np.uint8)
    if search.closing:
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
        closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel, iterations=search.closing)
        edges = _peeled(np.asarray(closed, np.uint8))
    if masks:
        edges = edges & _band(masks, search.band)
    return _enclosing(edges, search.least_area)


def _band(masks: Sequence[NDArray[np.uint8]], reach: int) -> NDArray[np.uint8]:
    """1 within `reach` pixels of an outline."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    near = np.zeros(masks[0].shape, np.uint8)
    for mask in masks:
        inner, outer = cv2.erode(mask, kernel), cv2.dilate(mask, kernel)
        near |= ((outer > 0) & (inner == 0)).astype(np.uint8)
    return near


def _peeled(lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One layer off wherever a line stays whole without it (a round of Zhang and Suen)."""
    thin = lines.copy()
    if min(thin.shape) < 3:
        return thin
    for first, second in (((0, 2, 4), (2, 4, 6)), ((0, 2, 6), (0, 4, 6))):
        around = _neighbours(thin)
        count = sum(plane.astype(np.int16) for plane in around)
        following = [*around[1:], around[0]]
        begins = sum(
            ((here == 0) & (after == 1)).astype(np.int16)
            for here, after in zip(around, following, strict=True)
        )
        middle = thin[1:-1, 1:-1]
        gone = (middle == 1) & (count >= 2) & (count <= 6) & (begins == 1)
        for triple in (first, second):
            gone &= (around[triple[0]] * around[triple[1]] * around[triple[2]]) == 0
        thin[1:-1, 1:-1] = np.where(gone, 0, middle)
    return thin


def _neighbours(plane: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """The eight planes beside each inner pixel: from the one above, clockwise."""
    ends = (slice(0, -2), slice(1, -1), slice(2, None))
    ways = ((0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0))
    return [plane[ends[row], ends[column]] for row, column in ways]


def _enclosing(edges: NDArray[np.uint8], least: float) -> NDArray[np.bool_]:
    """The connected edges whose outline encloses enough."""
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    kept = np.zeros(edges.shape, np.bool_)
    for piece in range(1, count):
        left, top, wide, high = (int(value) for value in stats[piece, :4])
        window = (slice(top, top + high), slice(left, left + wide))
        own = np.asarray(pieces[window] == piece, np.uint8)
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        if max(map(cv2.contourArea, outlines), default=0.0) >= least:
            kept[window] |= own.astype(np.bool_)
    return kept


def snapped(
    mask: NDArray[np.uint8], edges: NDArray[np.bool_], slopes: NDArray[np.float32], reach: int
) -> NDArray[np.uint8]:
    """The mask with its outlines moved onto the best edge across them, within `reach` pixels."""
    inside = np.asarray(mask > 0, np.uint8)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    outside = cv2.dilate(inside, np.ones((3, 3), np.uint8)) == 0
    worth = np.where(edges & ((depth <= reach) | outside), slopes, np.float32(0))
    outlines, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    new = np.zeros_like(mask)
    for outline in outlines:
        points = np.asarray(outline, np.float32).reshape(-1, 2)
        cv2.fillPoly(new, [_moved(points, worth, reach)], (255,))
    return new if outlines else mask


def _moved(
    points: NDArray[np.float32], worth: NDArray[np.float32], reach: int
) -> NDArray[np.int32]:
    """Each point on the best place straight across the outline, or where it is."""
    along = np.roll(points, -_BESIDE, axis=0) - np.roll(points, _BESIDE, axis=0)
    length = np.linalg.norm(along, axis=1, keepdims=True)
    straight = np.divide(along, length, out=np.zeros_like(along), where=length > _SHORTEST)
    across = np.stack([-straight[:, 1], straight[:, 0]], axis=1)
    height, width = worth.shape
    best, moved = np.zeros(len(points), np.float32), points.copy()
    for side in (1.0, -1.0):
        for step in range(1, reach + 1):
            places = np.rint(points + side * step * across).astype(np.int64)
            x, y = places[:, 0], places[:, 1]
            within = (x >= 0) & (x < width) & (y >= 0) & (y < height) & (length[:, 0] > _SHORTEST)
            score = np.zeros(len(points), np.float32)
            score[within] = worth[y[within], x[within]] * (1 - step / (reach + 1))
            better = score > best
            best[better], moved[better] = score[better], places[better]
    return moved.astype(np.int32)
