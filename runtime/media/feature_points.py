"""Points of a picture that can be found again in another one (SIFT), and which of two agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import cv2 as cv2_types
    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Image

NUMBERS = 128
"""How many numbers tell what a point looks like."""


@dataclass(frozen=True)
class Points:
    """Where the points lie, and what they look like: one row of `looks` for each."""

    found: Sequence[cv2_types.KeyPoint]
    looks: NDArray[np.float32]

    def as_list(self) -> tuple[dict[str, Any], ...]:
        """Each point as plain JSON, in pixels and degrees."""
        return tuple(
            {
                "pt": [float(point.pt[0]), float(point.pt[1])],
                "size": float(point.size),
                "angle": float(point.angle),
                "response": float(point.response),
                "octave": int(point.octave),
                "class_id": int(point.class_id),
            }
            for point in self.found
        )


def points_of(image: Image, most: int) -> Points:
    """The clearest points of a picture, at most so many."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    found, looks = cv2.SIFT.create(most).detectAndCompute(gray, None)
    # OpenCV may give a few more when several are equally clear.
    rows = looks if len(found) else np.zeros((0, NUMBERS))
    return Points(tuple(found[:most]), np.asarray(rows[:most], np.float32))


def drawn(image: Image, points: Points) -> NDArray[np.uint8]:
    """The picture in grey with a ring round each point."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    cv2.setRNGSeed(0)  # the colours of the rings are drawn by lot: the same ones every time
    canvas = np.zeros_like(image.pixels)
    return np.asarray(cv2.drawKeypoints(gray, points.found, canvas), np.uint8)


def good_pairs(
    first: NDArray[np.float32], second: NDArray[np.float32], ratio: float
) -> list[cv2_types.DMatch]:
    """Pairs of points that look alike, and clearly more so than the next best."""
    from runtime.media.opencv import cv2

    if min(len(first), len(second)) < 2:
        return []
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(first, second, k=2)
    return [best for best, next_ in pairs if best.distance < ratio * next_.distance]
