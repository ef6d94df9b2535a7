"""Whether a point lies within a polygon."""

from __future__ import annotations

from typing import Any

from runtime.query.errors import QueryError

Point = tuple[float, float]


def within(point: Any, zone: Any) -> bool:
    """Strictly within: a point on the border is not. Raises `QueryError` for other values."""
    x, y = _point(point)
    corners = _corners(zone)
    inside = False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        if _on_side((x, y), (ax, ay), (bx, by)):
            return False
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def _on_side(point: Point, start: Point, end: Point) -> bool:
    (x, y), (ax, ay), (bx, by) = point, start, end
    if (bx - ax) * (y - ay) != (by - ay) * (x - ax):
        return False
    return min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)


def _point(value: Any) -> Point:
    match value:
        case [int() | float() as x, int() | float() as y]:
            return x, y
    message = "needs a point, such as [120, 80]."
    raise QueryError(message)


def _corners(value: Any) -> list[Point]:
    if not isinstance(value, list | tuple) or len(value) < 3:
        message = "needs a zone of three points or more, such as [[0, 0], [100, 0], [0, 100]]."
        raise QueryError(message)
    return [_point(one) for one in value]
