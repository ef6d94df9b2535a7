"""A temporary file for the pictures of one node, written once and read as often as needed."""

from __future__ import annotations

import threading
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from runtime.contracts.values import Image, Mask
from runtime.media.encode import encode_image
from runtime.media.masks import mask_png
from runtime.media.packed import PackedImage, PackedMask, Packing

if TYPE_CHECKING:
    from runtime.contracts.values import Value

QUALITY = 95
"""Packed pictures are looked at again by models: what JPEG loses here is hardly there."""


class PictureFile:
    """Packs pictures. The file has no name and goes away with the last picture in it."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as its pictures
        self._lock = threading.Lock()
        self._end = 0

    def pack(self, value: Value) -> Value:
        """A picture or mask as the bytes that will be stored of it; other values as they are."""
        if isinstance(value, Image) and not isinstance(value, PackedImage):
            return self.pack_image(value)
        if isinstance(value, Mask) and not isinstance(value, PackedMask):
            height, width = value.classes.shape
            return PackedMask(self._keep(mask_png(value.classes), width, height), value.names)
        return value

    def pack_image(self, image: Image) -> PackedImage:
        """The same of a picture."""
        data, _ = encode_image(image, QUALITY)
        return PackedImage(self._keep(data, image.width, image.height), image.cut, image.shot)

    def _keep(self, data: bytes, width: int, height: int) -> Packing:
        with self._lock:
            start = self._end
            self._file.seek(start)
            self._file.write(data)
            self._end += len(data)
        return Packing(partial(self._read, start, len(data)), width, height, len(data))

    def _read(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)
