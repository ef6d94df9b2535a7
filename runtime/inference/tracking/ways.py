"""The ways that tracked objects take: where each was last, and what its way crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from runtime.contracts.values import Box

    Point = tuple[float, float]

Spot = Literal["middle", "foot"]
"""What stands for a region: its middle, or the middle of its lower edge, where it stands."""


def spot_of(box: Box, spot: Spot) -> Point:
    """The point that stands for a box."""
    x = (box.left + box.right) / 2
    return (x, box.bottom) if spot == "foot" else (x, (box.top + box.bottom) / 2)


def side(line: tuple[Point, Point], point: Point) -> float:
    """Over 0 on the right of who looks from the line's start to its end, under 0 on the left."""
    (ax, ay), (bx, by) = line
    return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)


def crosses(line: tuple[Point, Point], before: Point, now: Point) -> int:
    """1 when the way leads over the line from left to right, -1 from right to left, else 0.

    A way that ends on the line has not crossed it yet.
    """
    one, other = side(line, before), side(line, now)
    if one == 0 or other == 0 or (one < 0) == (other < 0):
        return 0
    way = (before, now)
    start, end = side(way, line[0]), side(way, line[1])
    if (start < 0) == (end < 0) and start != 0 and end != 0:
        return 0
    return 1 if other > 0 else -1
