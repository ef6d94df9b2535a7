"""Sizes, overlaps and distances of boxes, and what lies in a polygon; all in 0..1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Box

    Point = tuple[float, float]


def area(box: Box) -> float:
    """The share of the picture that a box covers."""
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)


def shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, wide) * max(0.0, high)


def overlap(one: Box, other: Box) -> float:
    """Common area over the area of both together: 0 apart, 1 equal."""
    common = shared(one, other)
    union = area(one) + area(other) - common
    return common / union if union > 0 else 0.0


def centre(box: Box) -> Point:
    """The middle of a box."""
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def holds(polygon: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a polygon, by the even-odd rule, or on its edge."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        turn = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if (
            abs(turn) < 1e-12
            and min(x1, x2) <= x <= max(x1, x2)
            and min(y1, y2) <= y <= max(y1, y2)
        ):
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def clipped_area(polygon: Sequence[Point], box: Box) -> float:
    """The area of a polygon without crossings that lies inside a box."""
    points = list(polygon)
    for axis, limit, keeps_above in (
        (0, box.left, True), (0, box.right, False), (1, box.top, True), (1, box.bottom, False),
    ):  # fmt: skip
        points = _cut(points, axis, limit, keeps_above=keeps_above)
    pairs = zip(points, (*points[1:], *points[:1]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _cut(points: list[Point], axis: int, limit: float, *, keeps_above: bool) -> list[Point]:
    """The part of a polygon on one side of a line along an axis (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for start, end in zip(points, (*points[1:], *points[:1]), strict=True):
        before, after = (
            (point[axis] >= limit) if keeps_above else (point[axis] <= limit)
            for point in (start, end)
        )
        if before != after:
            part = (limit - start[axis]) / (end[axis] - start[axis])
            kept.append(
                (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            )
        if after:
            kept.append(end)
    return kept
