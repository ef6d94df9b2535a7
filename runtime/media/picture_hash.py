"""Pictures as 64 signs that stay the same when a picture is scaled, compressed or brightened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.contracts.values import Image

SIDE = 8
SIGNS = SIDE**2
_SMALL_PIXELS = 32
_STILL = 1.0
"""Waves weaker than this are rounding, so that plain pictures have no signs by chance."""


def waves_hash(image: Image) -> int:
    """Which of the lowest waves of the picture stand out, without its mean brightness."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    size = (_SMALL_PIXELS, _SMALL_PIXELS)
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = cv2.dct(small)[:SIDE, :SIDE].reshape(-1)
    waves[0] = 0
    level = np.median(waves[1:])
    return _number(waves > max(level, _STILL))


def steps_hash(image: Image) -> int:
    """Where the picture grows lighter from left to right."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, (SIDE + 1, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    return _number((small[:, 1:] > small[:, :-1] + _STILL).reshape(-1))


def distance(one: int, two: int) -> int:
    """How many of the signs differ."""
    return (one ^ two).bit_count()


def _number(bits: object) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)  # type: ignore[attr-defined]  # an array
