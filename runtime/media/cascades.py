"""OpenCV's Haar cascades: quick finders of faces and the like, from 2001.

A cascade keeps its work in itself, so every thread has its own.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILES = {
    "face": "haarcascade_frontalface_default.xml",
    "profile": "haarcascade_profileface.xml",
    "eyes": "haarcascade_eye_tree_eyeglasses.xml",
    "smile": "haarcascade_smile.xml",
    "upper body": "haarcascade_upperbody.xml",
    "full body": "haarcascade_fullbody.xml",
    "cat face": "haarcascade_frontalcatface_extended.xml",
}
_own = threading.local()


@dataclass(frozen=True)
class How:
    """From one size to the next, how many finds make one, and the least size in pixels."""

    step: float
    neighbours: int
    least: int


def why_unavailable() -> str | None:
    """None when this OpenCV brings cascades, else what does. OpenCV 5 has none."""
    if all((_folder() / file).is_file() for file in FILES.values()):
        return None
    return 'needs OpenCV 4 with its cascades: pip install "opencv-python-headless<5"'


def detect(gray: NDArray[np.uint8], what: str, how: How) -> list[tuple[int, int, int, int, int]]:
    """Left, top, width, height and number of agreeing finds, in pixels, of each."""
    boxes, counts = _cascade(what).detectMultiScale2(
        gray, scaleFactor=how.step, minNeighbors=how.neighbours, minSize=(how.least, how.least)
    )
    return [
        (int(x), int(y), int(width), int(height), int(count))
        for (x, y, width, height), count in zip(boxes, counts, strict=True)
    ]


def _cascade(what: str) -> Any:
    from runtime.media.opencv import cv2

    known: dict[str, Any] = _own.__dict__
    if what not in known:
        known[what] = cv2.CascadeClassifier(str(_folder() / FILES[what]))
    return known[what]


def _folder() -> Path:
    spec = find_spec("cv2")
    return Path(spec.origin if spec and spec.origin else "").parent / "data"
