"""Holds pictures that operators make to the limits of pictures that come in."""

from __future__ import annotations

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE_PIXELS


def check_size(width: int, height: int, cure: str) -> None:
    """Raise `OperatorFailedError`, ending in `cure`, when a picture of this size is too large."""
    if width * height <= MAX_IMAGE_PIXELS and max(width, height) <= MAX_IMAGE_SIDE_PIXELS:
        return
    message = (
        f"The result would have {width} by {height} pixels; the limit is "
        f"{MAX_IMAGE_PIXELS // 1_000_000} million pixels and {MAX_IMAGE_SIDE_PIXELS} a side. {cure}"
    )
    raise OperatorFailedError(message, limit_pixels=MAX_IMAGE_PIXELS)
