"""Places in pixels: of the picture that was looked at, or of the one that came in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


WHOLE = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class View:
    """A picture, and the part that it shows of the one that came in."""

    width: float
    height: float
    """In which places are told, in pixels."""
    root: str
    """The input that the picture came in by."""
    root_size: tuple[int, int]
    shown: tuple[float, float, float, float] = WHOLE
    """Top, left, bottom and right of the part, in 0..1 of the root."""
    part: str = ""
    """What it was cut out for; empty for a whole picture, and for places in the root."""
    parent: Sequence[int] | None = None
    """Left and top of the part in the picture that it was cut from, and the size of that; None
    where that is the root."""
    moved: bool = False
    """Whether places are told in the root, although they were found in the part."""

    def of_root(self) -> View:
        """The same places, told in the picture that came in."""
        width, height = self.root_size
        return replace(self, width=width, height=height, part="", moved=True)

    def image(self) -> dict[str, int]:
        """The size of the picture that places are told in."""
        return {"width": int(self.width), "height": int(self.height)}

    def point(self, x: float, y: float) -> dict[str, float]:
        """A point, given in 0..1 of the part."""
        if self.moved:
            top, left, bottom, right = self.shown
            x, y = left + x * (right - left), top + y * (bottom - top)
        return {"x": _pixels(x * self.width), "y": _pixels(y * self.height)}

    def box(self, box: Sequence[float]) -> dict[str, float]:
        """A box by its centre and its size."""
        top, left, bottom, right = box
        start, end = self.point(left, top), self.point(right, bottom)
        width, height = end["x"] - start["x"], end["y"] - start["y"]
        return {
            "x": _pixels(start["x"] + width / 2),
            "y": _pixels(start["y"] + height / 2),
            "width": _pixels(width),
            "height": _pixels(height),
        }

    def origins(self) -> dict[str, Any]:
        """Whose part it is; of a whole picture only which input it came in by."""
        if not self.part or tuple(self.shown) == WHOLE:
            return {"parent_id": self.root}
        width, height = self.root_size
        in_root = (round(self.shown[1] * width), round(self.shown[0] * height), width, height)
        return {
            "parent_id": self.part,
            "parent_origin": _origin(self.parent or in_root),
            "root_parent_id": self.root,
            "root_parent_origin": _origin(in_root),
        }


def view_of(placement: Mapping[str, Any] | None, size: tuple[int, int], root: str) -> View:
    """The view of a stored placement; without one it is the picture that came in."""
    if placement is None:
        return View(*size, root, size)
    own = placement["width"], placement["height"]
    if not placement.get("root"):
        return View(*own, placement.get("id") or root, own)  # as a program that sent it named it
    wide, high = placement["root"]
    top, left, bottom, right = placement.get("box", WHOLE)
    part = placement.get("id") or "crop"
    shown = (top, left, bottom, right)
    return View(*own, root, (wide, high), shown, part, placement.get("parent"))


def _origin(place: Sequence[int]) -> dict[str, int]:
    return dict(zip(("offset_x", "offset_y", "width", "height"), place, strict=True))


def _pixels(value: float) -> float:
    """Without the dust of the arithmetic: a millionth of a pixel."""
    return round(value, 6)
