"""The area that two polygons of any form have in common, exactly.

Between two heights at which a corner or a crossing lies, the common width changes evenly, so its
value in the middle times the height is the area of that strip.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[float, float]
    Edge = tuple[Point, Point]


def area(polygon: Sequence[Point]) -> float:
    """The area of a polygon without crossings."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(polygon))) / 2


def shared_area(one: Sequence[Point], other: Sequence[Point]) -> float:
    """What both cover, by the even-odd rule."""
    ours, theirs = _sides(one), _sides(other)
    heights = {y for _, y in (*one, *other)}
    heights.update(y for a in ours for b in theirs for y in _crossing(a, b))
    low = max(min(y for _, y in one), min(y for _, y in other))
    high = min(max(y for _, y in one), max(y for _, y in other))
    rows = sorted(y for y in heights if low <= y <= high)
    total = 0.0
    for top, bottom in pairwise(rows):
        middle = (top + bottom) / 2
        total += (bottom - top) * _common(_spans(ours, middle), _spans(theirs, middle))
    return total


def _sides(polygon: Sequence[Point]) -> list[Edge]:
    return list(zip(polygon, (*polygon[1:], *polygon[:1]), strict=True))


def _crossing(one: Edge, other: Edge) -> tuple[float, ...]:
    """The height at which two edges cross; nothing when they do not."""
    (x1, y1), (x2, y2) = one
    (x3, y3), (x4, y4) = other
    turn = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
    if turn == 0:
        return ()
    along = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / turn
    across = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / turn
    if not (0 <= along <= 1 and 0 <= across <= 1):
        return ()
    return (y1 + along * (y2 - y1),)


def _spans(sides: Sequence[Edge], y: float) -> list[tuple[float, float]]:
    """From where to where the polygon reaches at a height."""
    found = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in sides
        if (y1 > y) != (y2 > y)
    )
    return list(zip(found[::2], found[1::2], strict=False))


def _common(ours: Sequence[tuple[float, float]], theirs: Sequence[tuple[float, float]]) -> float:
    return sum(
        max(0.0, min(right, end) - max(left, start))
        for left, right in ours
        for start, end in theirs
    )
