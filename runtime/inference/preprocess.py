"""Pictures to model inputs: resize, pad and normalise, without a Python loop over pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

cv2.setNumThreads(1)  # the cores belong to onnxruntime's pool and to neighbouring runs

PAD_GREY = (114, 114, 114)
"""The grey that detectors of the YOLO family are trained to see as padding."""


@dataclass(frozen=True)
class Fit:
    """How a picture was laid into a canvas: canvas point = picture point * scale + offset."""

    scale_x: float
    scale_y: float
    left: int
    top: int
    width: int
    height: int

    def to_picture(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Canvas points (..., 2) as (x, y) in 0..1 of the picture, clipped to it."""
        shift = np.array([self.left, self.top], np.float32)
        size = np.array([self.width * self.scale_x, self.height * self.scale_y], np.float32)
        return np.asarray(np.clip((points - shift) / size, 0, 1), np.float32)


def fit(
    pixels: NDArray[np.uint8],
    scale: float,
    stride: int,
    *,
    margin: int = 0,
    colour: tuple[int, int, int] | None = None,
) -> tuple[NDArray[np.uint8], Fit]:
    """Scale a picture into the middle of a canvas whose sides are multiples of `stride`.

    `margin` is the least border in canvas pixels; a border without `colour` repeats the edge.
    """
    height, width = pixels.shape[:2]
    inner_width, inner_height = max(1, round(width * scale)), max(1, round(height * scale))
    spare_width = _up(inner_width + 2 * margin, stride) - inner_width
    spare_height = _up(inner_height + 2 * margin, stride) - inner_height
    left, top = spare_width // 2, spare_height // 2
    canvas = cv2.copyMakeBorder(
        resize(pixels, inner_width, inner_height),
        top,
        spare_height - top,
        left,
        spare_width - left,
        cv2.BORDER_REPLICATE if colour is None else cv2.BORDER_CONSTANT,
        value=colour or PAD_GREY,
    )
    placed = Fit(inner_width / width, inner_height / height, left, top, width, height)
    return np.asarray(canvas, np.uint8), placed


def resize(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Resize by area when shrinking a lot, else bilinear."""
    if pixels.shape[:2] == (height, width):
        return pixels
    shrink = min(pixels.shape[0] / height, pixels.shape[1] / width)
    method = cv2.INTER_AREA if shrink > 1.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=method), np.uint8)


def to_tensor(pixels: NDArray[np.uint8], mean: float, spread: float) -> NDArray[np.float32]:
    """(height, width, 3) bytes as (3, height, width) floats: (value / 255 - mean) / spread."""
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1))
    tensor = np.multiply(planes, np.float32(1 / (255 * spread)), dtype=np.float32)
    if mean:
        tensor -= np.float32(mean / spread)
    return tensor


def line_batch(
    lines: Sequence[NDArray[np.uint8]], height: int, width: int, mean: float, spread: float
) -> NDArray[np.float32]:
    """Text lines scaled to one height, at most `width` wide, padded with the mean to the right."""
    batch = np.zeros((len(lines), 3, height, width), np.float32)
    for row, pixels in enumerate(lines):
        inner = min(width, line_width(pixels, height))
        batch[row, :, :, :inner] = to_tensor(resize(pixels, inner, height), mean, spread)
    return batch


def line_width(pixels: NDArray[np.uint8], height: int) -> int:
    """How wide a text line is once scaled to `height`."""
    tall, wide = int(pixels.shape[0]), int(pixels.shape[1])
    return max(1, -(-height * wide // tall))


def _up(size: int, stride: int) -> int:
    return -(-size // stride) * stride
