"""A place that was photographed at a slant, seen from above: where its points come to lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, dist
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Point = tuple[float, float]
    Quad = tuple[Point, Point, Point, Point]
    """Bottom left, top left, top right, bottom right."""

_CORNERS = 4
_EDGES = (
    ((0, 1), (0, 1), 0),
    ((2, 3), (3, 2), 3),
    ((3, 0), (3, 0), 0),
    ((1, 2), (2, 1), 1),
)
"""Left, right, bottom and top edge: its ends, the corners of a box that it has to reach, in order,
and the end by which is measured how far it moved."""
_SIDES = {(0, 1), (2, 3)}
"""The left and the right edge, which make the place wider."""


@dataclass(frozen=True)
class Plan:
    """The place's corners, and how large its view from above is."""

    quad: Quad
    width: int
    height: int

    def matrix(self) -> NDArray[np.float64]:
        """What takes a point of the picture to one of the plan."""
        import cv2
        import numpy as np

        right, bottom = self.width - 1, self.height - 1
        target = np.array([[0, bottom], [0, 0], [right, 0], [right, bottom]], np.float32)
        source = np.array(self.quad, np.float32)
        return np.asarray(cv2.getPerspectiveTransform(source, target), np.float64)


def ordered(corners: Sequence[Point]) -> Quad:
    """Four corners in any order, from the bottom left on."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    x, y = left / 2 + right / 2, top / 2 + bottom / 2
    turned = sorted(corners, key=lambda one: atan2(x - one[0], y - one[1]), reverse=True)
    frame = ((left, bottom), (left, top), (right, top), (right, bottom))

    def off(shift: int) -> tuple[float, float]:
        rolled = _rolled(turned, shift)
        apart = sum(dist(one, other) for one, other in zip(frame, rolled, strict=True))
        return apart, rolled[0][0]

    best = min(range(_CORNERS), key=off)
    return cast("Quad", tuple(_rolled(turned, best)))


def _rolled(corners: Sequence[Point], shift: int) -> list[Point]:
    return [*corners[-shift:], *corners[:-shift]] if shift else list(corners)


def plan_of(quad: Quad, size: tuple[int, int], boxes: Sequence[Sequence[Point]]) -> Plan:
    """The plan of a place, made larger until it holds the given points of every box.

    A box's points are bottom left, top left, top right and bottom right, or one point four times.
    """
    wide = max(dist(quad[0], quad[3]), dist(quad[1], quad[2]))
    high = max(dist(quad[0], quad[1]), dist(quad[3], quad[2]))
    more_wide = more_high = 0.0
    for box in boxes:
        for ends, corners, measured in _EDGES:
            for point in dict.fromkeys(box[corner] for corner in corners):
                before = quad[measured]
                quad = _holding(quad, ends, point)
                moved = dist(before, quad[measured])
                if ends in _SIDES:
                    more_wide += moved
                else:
                    more_high += moved
    width = size[0] + round(more_wide * size[0] / max(wide, 1))
    height = size[1] + round(more_high * size[1] / max(high, 1))
    return Plan(quad, width, height)


def _holding(quad: Quad, edge: tuple[int, int], point: Point) -> Quad:
    """The place with one edge moved out to a point beyond it."""
    import cv2
    import numpy as np

    shape = np.array(quad, np.float32).reshape(-1, 1, 2)
    inside = cv2.pointPolygonTest(shape, (float(point[0]), float(point[1])), measureDist=False)
    start, end = quad[edge[0]], quad[edge[1]]
    turn = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    if inside >= 0 or turn > 0:
        return quad
    way = (end[0] - start[0], end[1] - start[1])
    other_of = {0: 3, 1: 2, 2: 1, 3: 0} if edge in _SIDES else {0: 1, 1: 0, 2: 3, 3: 2}
    corners = list(quad)
    for at in edge:
        crossed = _crossing(quad[at], quad[other_of[at]], point, way)
        if crossed is None:
            return quad
        corners[at] = (float(round(crossed[0])), float(round(crossed[1])))
    return cast("Quad", tuple(corners))


def _crossing(one: Point, other: Point, point: Point, way: Point) -> Point | None:
    """Where the line through two corners meets the one through a point; None for lines alike."""
    (x1, y1), (x2, y2) = one, other
    turn = (x2 - x1) * way[1] - (y2 - y1) * way[0]
    if turn == 0:
        return None
    along = ((point[0] - x1) * way[1] - (point[1] - y1) * way[0]) / turn
    return x1 + along * (x2 - x1), y1 + along * (y2 - y1)


def carried(points: Sequence[Point], matrix: NDArray[np.float64]) -> list[Point]:
    """Points of the picture as points of the plan."""
    import cv2
    import numpy as np

    if not points:
        return []
    rows = np.array(points, np.float32).reshape(-1, 1, 2)
    moved: Any = cv2.perspectiveTransform(rows, matrix)
    return [(float(x), float(y)) for x, y in moved.reshape(-1, 2)]
