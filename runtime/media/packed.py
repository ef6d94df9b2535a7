"""Pictures kept as encoded bytes, so that the frames of a long video do not fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from runtime.contracts.values import Image
from runtime.media.images import read_image

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray


class PackedImage(Image):
    """A picture whose pixels are decoded when they are asked for, and let go after use."""

    read: Callable[[], bytes]
    """Answers the encoded bytes, wherever they lie."""

    def __init__(self, read: Callable[[], bytes], width: int, height: int, held_bytes: int) -> None:
        made = {"read": read, "_size": (width, height), "_held": held_bytes, "_last": None}
        self.__dict__.update(made)

    @property
    def width(self) -> int:
        """Width in pixels; nothing is decoded for it."""
        return int(self.__dict__["_size"][0])

    @property
    def height(self) -> int:
        """Height in pixels; nothing is decoded for it."""
        return int(self.__dict__["_size"][1])

    @property
    def held_bytes(self) -> int:
        """Its encoded bytes, wherever they lie."""
        return int(self.__dict__["_held"])

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The decoded picture; the same array as long as somebody else still uses it."""
        last = self.__dict__["_last"]
        pixels = last() if last is not None else None
        if pixels is None:
            pixels = read_image(self.read(), "The stored picture").pixels
            self.__dict__["_last"] = ref(pixels)
        return pixels
