"""Lines of text on a plate, drawn on a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.media.hex_color import rgb

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LINE_GAP = 0.25
"""Of a line's height, between two lines."""


@dataclass(frozen=True)
class Plate:
    """How it looks and where it stands."""

    ink: str
    color: str | None
    """None for no plate."""
    opacity: float
    scale: float
    thickness: int
    padding: int
    align: str
    """`left`, `center` or `right`."""
    radius: int
    anchor: str | None
    """A place of the picture, such as `bottom_right`; None for its top left corner, unshifted."""
    shift: tuple[int, int]


def with_plate(pixels: NDArray[np.uint8], text: str, plate: Plate) -> NDArray[np.uint8]:
    """A copy of the pixels with the text."""
    from runtime.media.opencv import cv2

    font, scale, thick = cv2.FONT_HERSHEY_SIMPLEX, plate.scale, plate.thickness
    lines = text.split("\n")
    (_, rise), drop = cv2.getTextSize("Ag", font, scale, thick)
    step = rise + drop + max(1, round(_LINE_GAP * (rise + drop)))
    widths = [
        cv2.getTextSize(line, font, scale, thick)[0][0] if line.strip() else 0 for line in lines
    ]
    size = (
        max(widths) + 2 * plate.padding,
        step * (len(lines) - 1) + rise + drop + 2 * plate.padding,
    )
    new = pixels.copy()
    left, top = _place(size, (pixels.shape[1], pixels.shape[0]), plate)
    _lay(new[top : top + size[1], left : left + size[0]], plate)
    free = {"left": 0.0, "center": 0.5, "right": 1.0}[plate.align]
    for index, (line, width) in enumerate(zip(lines, widths, strict=True)):
        if line.strip():
            x = left + plate.padding + int((max(widths) - width) * free)
            y = top + plate.padding + step * index + rise
            cv2.putText(new, line, (x, y), font, scale, rgb(plate.ink), thick, cv2.LINE_AA)
    return new


def _place(size: tuple[int, int], within: tuple[int, int], plate: Plate) -> tuple[int, int]:
    """The plate's top left, pushed into the picture."""
    words = (plate.anchor or "top_left").split("_")
    shares = (
        1.0 if "right" in words else 0.0 if "left" in words else 0.5,
        1.0 if "bottom" in words else 0.0 if "top" in words else 0.5,
    )
    found = []
    for share, shift, own, whole in zip(shares, plate.shift, size, within, strict=True):
        at = round(share * whole) - round(share * own) + shift
        found.append(max(0, min(at, whole - own)))
    return found[0], found[1]


def _lay(place: NDArray[np.uint8], plate: Plate) -> None:
    from runtime.media.opencv import cv2

    if plate.color is None or not plate.opacity or not place.size:
        return
    solid = place.copy()
    high, wide = place.shape[:2]
    _fill(solid, (wide - 1, high - 1), min(plate.radius, (wide - 1) // 2, (high - 1) // 2), plate)
    place[:] = cv2.addWeighted(solid, plate.opacity, place, 1 - plate.opacity, 0)


def _fill(pixels: NDArray[np.uint8], end: tuple[int, int], radius: int, plate: Plate) -> None:
    from runtime.media.opencv import cv2

    ink, (x, y) = rgb(plate.color or plate.ink), end
    if radius <= 0:
        cv2.rectangle(pixels, (0, 0), end, ink, -1)
        return
    cv2.rectangle(pixels, (radius, 0), (x - radius, y), ink, -1)
    cv2.rectangle(pixels, (0, radius), (x, y - radius), ink, -1)
    corners = [(radius, radius, 180), (x - radius, radius, 270)]
    corners += [(radius, y - radius, 90), (x - radius, y - radius, 0)]
    for across, down, turn in corners:
        cv2.ellipse(pixels, (across, down), (radius, radius), turn, 0, 90, ink, -1)
