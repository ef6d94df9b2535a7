"""A four-cornered place of a picture as a level picture of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Image
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Region

_LEAST_AREA_PIXELS = 1.0


def quad_of(region: Region, image: Image) -> Sequence[tuple[float, float]]:
    """The region's four corners as shares, clockwise from the top left of what it holds."""
    box, points = region.box, region.polygon
    if not points:
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    if len(points) == 4:
        return points if _is_clockwise(points) else _from_top_left(points[::-1])
    return _smallest_rectangle(points, image)


def straighten(
    image: Image, corners: Sequence[tuple[float, float]], width: int, height: int
) -> Image:
    """The place between four corners, given as shares; a side of 0 takes its own length."""
    import numpy as np

    from runtime.media.opencv import cv2

    quad = np.asarray(corners, np.float32) * _sides(image)
    if abs(cv2.contourArea(quad)) < _LEAST_AREA_PIXELS or not cv2.isContourConvex(quad):
        message = (
            "The four corners enclose no area, or their sides cross. "
            "Give them in the order top left, top right, bottom right, bottom left."
        )
        raise OperatorFailedError(message)
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    wide = width or max(1, round(float(max(sides[0], sides[2]))))
    high = height or max(1, round(float(max(sides[1], sides[3]))))
    check_size(wide, high, "Choose a smaller width or height.")
    # Corners lie between pixels, the warp counts from the middle of one.
    target = np.asarray([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad - 0.5, target - 0.5)
    level = cv2.warpPerspective(
        image.pixels, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return Image(np.asarray(level, np.uint8))


def _smallest_rectangle(
    points: Sequence[tuple[float, float]], image: Image
) -> Sequence[tuple[float, float]]:
    import numpy as np

    from runtime.media.opencv import cv2

    size = _sides(image)
    corners = cv2.boxPoints(cv2.minAreaRect(np.asarray(points, np.float32) * size)) / size
    return _from_top_left([(float(x), float(y)) for x, y in corners])


def _is_clockwise(points: Sequence[tuple[float, float]]) -> bool:
    """As text detectors give them; outlines of shapes may run the other way, and would mirror."""
    turns = zip(points, (*points[1:], points[0]), strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in turns) >= 0


def _from_top_left(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    first = min(range(len(points)), key=lambda index: sum(points[index]))
    return [*points[first:], *points[:first]]


def _sides(image: Image) -> NDArray[np.float32]:
    import numpy as np

    return np.asarray((image.width, image.height), np.float32)
