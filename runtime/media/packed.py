"""Pictures and masks kept as encoded bytes, so that a long video does not fill the memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import ref

from runtime.contracts.values import Image, Mask
from runtime.media.images import read_image
from runtime.media.masks import mask_classes

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Placement, Shot


@dataclass
class Packing:
    """The encoded bytes of a value, and what is told of it without decoding them."""

    read: Callable[[], bytes]
    """Answers the bytes, wherever they lie."""
    width: int
    height: int
    held_bytes: int
    _last: ref[Any] | None = None

    def decoded(self, decode: Callable[[bytes], NDArray[np.uint8]]) -> NDArray[np.uint8]:
        """The decoded array; the same one as long as somebody else still uses it."""
        found: NDArray[np.uint8] | None = self._last() if self._last is not None else None
        if found is None:
            found = decode(self.read())
            self._last = ref(found)
        return found


class PackedImage(Image):
    """A picture whose pixels are decoded when they are asked for, and let go after use."""

    packing: Packing

    def __init__(
        self, packing: Packing, cut: Placement | None = None, shot: Shot | None = None
    ) -> None:
        self.__dict__.update(packing=packing, cut=cut, shot=shot)

    @property
    def width(self) -> int:
        """Width in pixels; nothing is decoded for it."""
        return self.packing.width

    @property
    def height(self) -> int:
        """Height in pixels; nothing is decoded for it."""
        return self.packing.height

    @property
    def held_bytes(self) -> int:
        """Its encoded bytes."""
        return self.packing.held_bytes

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The decoded picture."""
        return self.packing.decoded(lambda data: read_image(data, "The stored picture").pixels)


class PackedMask(Mask):
    """The same for a mask."""

    packing: Packing

    def __init__(self, packing: Packing, names: tuple[str, ...]) -> None:
        self.__dict__.update(packing=packing, names=names)

    @property
    def held_bytes(self) -> int:
        """Its encoded bytes."""
        return self.packing.held_bytes

    @property
    def classes(self) -> NDArray[np.uint8]:
        """The decoded class numbers."""
        return self.packing.decoded(mask_classes)
