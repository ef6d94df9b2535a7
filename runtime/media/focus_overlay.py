"""What is drawn over a picture while a camera is focused. Every function changes the pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.media.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Ink = tuple[int, int, int]

_WHITE, _BLACK, _GREEN = (255, 255, 255), (0, 0, 0), (0, 255, 0)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_STRIPE_PIXELS = 8
_SHARP_SHARE = int(30 * 255 / 100)
"""Of the steepest place, from which on a place is sharp; in 255ths."""


def stripe(pixels: Pixels, gray: Pixels, dark: int, light: int) -> None:
    """Slanted stripes, blue where it is darker than `dark`, red where lighter than `light`."""
    rows, columns = np.ogrid[: gray.shape[0], : gray.shape[1]]
    striped = ((columns + rows) // _STRIPE_PIXELS) % 2 == 0
    _tint(pixels, (gray < dark) & striped, (0, 0, 255), 0.5)
    _tint(pixels, (gray > light) & striped, (255, 0, 0), 0.5)


def tint_sharp(pixels: Pixels, slopes: NDArray[np.float32]) -> None:
    """Green where edges are steep."""
    steepest = slopes.max()
    if steepest > 0:
        levels = (slopes / steepest * 255).astype(np.uint8)
        _tint(pixels, levels > _SHARP_SHARE, _GREEN, 0.6)


def _tint(pixels: Pixels, where: NDArray[np.bool_], ink: Ink, share: float) -> None:
    new = pixels[where] * (1 - share) + np.asarray(ink, np.uint8) * share
    pixels[where] = new.astype(np.uint8)


def _scale(pixels: Pixels) -> float:
    """1 on a picture 720 pixels high, within bounds."""
    return max(0.4, min(int(min(pixels.shape[:2])) / 720, 2.5))


def mark_middle(pixels: Pixels) -> None:
    """A white cross."""
    scale = _scale(pixels)
    high, wide = pixels.shape[:2]
    x, y, arm, thick = wide // 2, high // 2, int(20 * scale), max(1, int(1.6 * scale))
    cv2.line(pixels, (x - arm, y), (x + arm, y), _WHITE, thick)
    cv2.line(pixels, (x, y - arm), (x, y + arm), _WHITE, thick)


def draw_grid(pixels: Pixels, parts: int) -> None:
    """Grey lines that divide the picture."""
    high, wide = pixels.shape[:2]
    for index in range(1, parts):
        pixels[:, wide * index // parts] = 128
        pixels[high * index // parts] = 128


def draw_panel(pixels: Pixels, before: Pixels, gray: Pixels, value: float) -> None:
    """A dark panel at the top left with the number and how often each level occurs."""
    scale = _scale(pixels)
    pad, margin, gap = int(14 * scale), int(12 * scale), int(12 * scale)
    large, small, thick = 0.5 * scale, 0.4 * scale, max(1, int(1.6 * scale))
    chart_wide, chart_high = int(180 * scale), int(50 * scale)
    title, number, exposure = "TFM Focus", f"{value:.1f}", "Exposure"
    title_size, number_size = _size(title, large, thick), _size(number, large, thick)
    exposure_size = _size(exposure, small, thick)
    between = int(6 * scale)
    inner = max(title_size[0] + number_size[0] + int(20 * scale), exposure_size[0], chart_wide)
    right = margin + inner + pad * 2
    bottom = margin + title_size[1] + gap + exposure_size[1] + between + chart_high + pad * 2
    _panel(pixels, margin, (right, bottom))
    left, line = margin + pad, margin + pad + title_size[1]
    _write(pixels, title, (left, line), (large, thick), _WHITE)
    _write(pixels, number, (right - pad - number_size[0], line), (large, thick), _WHITE)
    rule = line + int(gap * 0.5)
    cv2.line(pixels, (left, rule), (right - pad, rule), (60, 60, 60), 1)
    line += gap + exposure_size[1]
    _write(pixels, exposure, (left, line), (small, thick), (180, 180, 180))
    foot = line + between + chart_high - 1
    cv2.rectangle(pixels, (left, line + between), (left + chart_wide, foot), _BLACK, -1)
    _levels(pixels, before, gray, (left, foot, chart_wide, chart_high, thick))


def _size(text: str, scale: float, thick: int) -> tuple[int, int]:
    wide, high = cv2.getTextSize(text, _FONT, scale, thick)[0]
    return int(wide), int(high)


def _panel(pixels: Pixels, margin: int, end: tuple[int, int]) -> None:
    dark = pixels.copy()
    cv2.rectangle(dark, (margin, margin), end, _BLACK, -1)
    cv2.addWeighted(dark, 0.7, pixels, 0.3, 0, pixels)
    cv2.rectangle(pixels, (margin, margin), end, (80, 80, 80), 1)


def _write(
    pixels: Pixels, text: str, at: tuple[int, int], pen: tuple[float, int], ink: Ink
) -> None:
    scale, thick = pen
    cv2.putText(pixels, text, at, _FONT, scale, _BLACK, thick + 2)
    cv2.putText(pixels, text, at, _FONT, scale, ink, thick)


def _levels(
    pixels: Pixels, before: Pixels, gray: Pixels, place: tuple[int, int, int, int, int]
) -> None:
    """One line for blue, green, red and grey each: how often their levels occur."""
    left, foot, wide, high, thick = place
    across = np.linspace(left, left + wide - 1, 256).astype(np.int32)
    planes = [(before[:, :, index], index) for index in (2, 1, 0)]
    inks: list[Ink] = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    for plane, ink in [*((plane, inks[index]) for plane, index in planes), (gray, _WHITE)]:
        counts = np.bincount(plane.ravel(), minlength=256).astype(np.float32)
        rise = (counts / counts.max() * high).astype(np.int32)
        points = np.column_stack([across, foot - rise]).astype(np.int32)
        cv2.polylines(pixels, [points], False, ink, thick)  # noqa: FBT003
