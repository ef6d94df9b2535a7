"""Pictures to bytes, for storing and showing."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from runtime.media.images import is_turned, read_image, sniff
from runtime.media.packed import PackedImage

if TYPE_CHECKING:
    from runtime.contracts.values import Image

MAX_LOSSLESS_PIXELS = 65_536
"""Crops up to this size are kept as PNG: they are read again by models, and cost little."""
PNG_LEVEL = 1
JPEG_QUALITY = 90
FAITHFUL_QUALITY = 95


def encode_image(image: Image, quality: int = JPEG_QUALITY) -> tuple[bytes, str]:
    """The picture's bytes and media type: lossless PNG when small, else JPEG.

    One that is packed already is not encoded again.
    """
    if isinstance(image, PackedImage):
        data = image.packing.read()
        return data, sniff(data) or "image/jpeg"
    if image.width * image.height <= MAX_LOSSLESS_PIXELS:
        return encode_png(image), "image/png"
    return encode_jpeg(image, quality), "image/jpeg"


def encode_png(image: Image) -> bytes:
    """Lossless bytes, quick rather than small."""
    from PIL import Image as Pillow

    out = BytesIO()
    Pillow.fromarray(image.pixels).save(out, "PNG", compress_level=PNG_LEVEL)
    return out.getvalue()


def encode_jpeg(image: Image, quality: int = JPEG_QUALITY) -> bytes:
    """Lossy bytes for photographs; by OpenCV, which writes what Pillow would in half of its time.

    Other threads go on meanwhile.
    """
    from runtime.media.opencv import cv2

    flags = [cv2.IMWRITE_JPEG_QUALITY, quality]
    return bytes(cv2.imencode(".jpg", cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR), flags)[1])


def as_jpeg(data: bytes) -> bytes:
    """A stored picture for somebody who wants JPEG; one that is an upright JPEG stays as it is."""
    if sniff(data) == "image/jpeg" and not is_turned(data):
        return data
    return faithful_jpeg(read_image(data, "The stored picture"))


def faithful_jpeg(image: Image) -> bytes:
    """Lossy bytes for those who compute on them."""
    return encode_jpeg(image, FAITHFUL_QUALITY)
