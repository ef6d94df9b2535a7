"""Feeds the frames of a video to a node a few at a time, and packs the pictures that come back.

A node is called once with all its elements, so the frames of a long video would lie decoded in
memory together. Where the elements bring packed pictures, each call gets as many of them as fit a
budget, and what it makes of them is packed before the next call. Nodes without packed pictures are
called as ever.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Each, Image, Many, Mask
from runtime.media.packed import PackedImage, PackedMask
from runtime.media.picture_file import PictureFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runtime.contracts.values import Value

PORTION_BYTES = 16 * 1024 * 1024
MOST_ELEMENTS = 32
_CHANNELS = 3


def decoded_bytes(inputs: Any) -> int:
    """How much memory the packed pictures of an element take once decoded; 0 without any."""
    return sum(
        value.packing.width * value.packing.height * _CHANNELS
        for given in vars(inputs).values()
        for value in (given.values if isinstance(given, Many) else (given,))
        if isinstance(value, PackedImage | PackedMask)
    )


def portions(members: Sequence[int], each_bytes: int) -> Iterator[Sequence[int]]:
    """The members in portions whose pictures fit the budget; all at once without pictures."""
    if not each_bytes:
        yield members
        return
    count = max(1, min(MOST_ELEMENTS, PORTION_BYTES // each_bytes))
    for start in range(0, len(members), count):
        yield members[start : start + count]


class Packer:
    """Packs what one node answers."""

    def __init__(self) -> None:
        self._file: PictureFile | None = None

    def pack(self, outcome: Any) -> Any:
        """The same outcome with its pictures packed; `None` and failures pass."""
        if outcome is None or not hasattr(outcome, "__dataclass_fields__"):
            return outcome
        changed: dict[str, Any] = {}
        for item in fields(outcome):
            value = getattr(outcome, item.name)
            if isinstance(value, Image | Mask):
                changed[item.name] = self._packed(value)
            elif isinstance(value, Each) and any(
                isinstance(one, Image | Mask) for one in value.values
            ):
                packed = (one and self._packed(one) for one in value.values)
                changed[item.name] = Each(tuple(packed), value.anchors)
        return replace(outcome, **changed) if changed else outcome

    def _packed(self, value: Value) -> Value:
        if self._file is None:
            self._file = PictureFile()
        return self._file.pack(value)
