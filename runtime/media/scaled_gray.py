"""Pictures made small enough for detectors that look at every place in every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.values import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Image


def gray_within(image: Image, longest: int) -> NDArray[np.uint8]:
    """The picture in grey, its longer side at most that many pixels."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    scale = longest / max(image.width, image.height)
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        gray = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    return np.asarray(gray, np.uint8)


def share_box(place: tuple[float, float, float, float], of: NDArray[np.uint8]) -> Box:
    """Left, top, width and height in pixels of a picture as shares of it, clipped to it."""
    height, width = of.shape[:2]
    x, y, wide, high = place
    return Box(
        top=min(1.0, max(0.0, y / height)),
        left=min(1.0, max(0.0, x / width)),
        bottom=min(1.0, max(0.0, (y + high) / height)),
        right=min(1.0, max(0.0, (x + wide) / width)),
    )
