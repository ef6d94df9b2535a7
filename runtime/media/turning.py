"""Pictures turned by any angle, on a canvas that holds all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.values import Image
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def turned(image: Image, degrees: float) -> Image:
    """The picture turned anticlockwise round its middle pixel; what lay outside is black."""
    import numpy as np

    from runtime.media.opencv import cv2

    if degrees == 0:
        return image
    matrix, size = _matrix(image.width, image.height, degrees)
    check_size(*size, "Scale the picture down first.")
    return Image(np.asarray(cv2.warpAffine(image.pixels, matrix, size), np.uint8))


def _matrix(width: int, height: int, degrees: float) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """What maps the picture onto the canvas, and the canvas's size, rounded down."""
    import numpy as np

    from runtime.media.opencv import cv2

    middle = (width // 2, height // 2)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, degrees, 1.0), np.float64)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide = max(1, int(height * sin + width * cos))
    high = max(1, int(height * cos + width * sin))
    matrix[:, 2] += (wide / 2 - middle[0], high / 2 - middle[1])
    return matrix, (wide, high)
