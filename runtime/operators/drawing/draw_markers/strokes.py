"""The markers that are drawn with lines and points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from runtime.media.region_pixels import pixel_box, pixel_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Image, Region
    from runtime.operators.drawing.draw_markers import Params

_CORNER_SHARE = 0.25
"""Length of a corner's arms as a share of the shorter side."""


def draw_stroke(image: Image, region: Region, color: tuple[int, int, int], params: Params) -> None:
    """Draw the marker in `params.style` onto the picture's own pixels."""
    from runtime.media.opencv import cv2

    place = pixel_box(region.box, image)
    if place is None:
        return
    left, top, right, bottom = place[0], place[1], place[2] - 1, place[3] - 1
    canvas, width = image.pixels, params.line_width
    middle = ((left + right) // 2, (top + bottom) // 2)
    at = (middle[0], {"middle": middle[1], "top": top, "bottom": bottom}[params.anchor])
    match params.style:
        case "circle":
            radius = round(math.hypot(right - left, bottom - top) / 2)
            cv2.circle(canvas, middle, radius, color, width, cv2.LINE_AA)
        case "ellipse":
            axes = ((right - left) // 2, (bottom - top) // 2)
            cv2.ellipse(canvas, middle, axes, 0, 0, 360, color, width, cv2.LINE_AA)
        case "dot":
            cv2.circle(canvas, at, params.size // 2, color, cv2.FILLED, cv2.LINE_AA)
        case "triangle":
            cv2.fillPoly(canvas, [_triangle(at, params.size)], color, cv2.LINE_AA)
        case "cross":
            cv2.line(canvas, (left, top), (right, bottom), color, width, cv2.LINE_AA)
            cv2.line(canvas, (left, bottom), (right, top), color, width, cv2.LINE_AA)
        case "polygon":
            points = [pixel_points(region, image)]
            cv2.polylines(canvas, points, True, color, width, cv2.LINE_AA)  # noqa: FBT003
        case _:
            _corners(canvas, (left, top, right, bottom), color, width)


def _triangle(at: tuple[int, int], size: int) -> NDArray[np.int32]:
    """Standing on its tip at the point."""
    import numpy as np

    x, y = at
    return np.asarray([(x, y), (x - size // 2, y - size), (x + size // 2, y - size)], np.int32)


def _corners(
    canvas: NDArray[np.uint8],
    box: tuple[int, int, int, int],
    color: tuple[int, int, int],
    width: int,
) -> None:
    from runtime.media.opencv import cv2

    left, top, right, bottom = box
    arm = max(1, round(min(right - left, bottom - top) * _CORNER_SHARE))
    for x, along in ((left, arm), (right, -arm)):
        for y, down in ((top, arm), (bottom, -arm)):
            cv2.line(canvas, (x, y), (x + along, y), color, width)
            cv2.line(canvas, (x, y), (x, y + down), color, width)
