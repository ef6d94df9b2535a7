"""A temporary file for the pictures of one node, written once and read as often as needed."""

from __future__ import annotations

import threading
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from runtime.media.encode import encode_image
from runtime.media.packed import PackedImage

if TYPE_CHECKING:
    from runtime.contracts.values import Image

QUALITY = 95
"""Packed pictures are looked at again by models: what JPEG loses here is hardly there."""


class PictureFile:
    """Packs pictures. The file has no name and goes away with the last picture in it."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as its pictures
        self._lock = threading.Lock()
        self._end = 0

    def pack(self, image: Image) -> PackedImage:
        """The picture as encoded bytes, which are those that will be stored too."""
        if isinstance(image, PackedImage):
            return image
        data, _ = encode_image(image, QUALITY)
        with self._lock:
            start = self._end
            self._file.seek(start)
            self._file.write(data)
            self._end += len(data)
        read = partial(self._read, start, len(data))
        return PackedImage(read, image.width, image.height, len(data))

    def _read(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)
