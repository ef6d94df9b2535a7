"""Where things lie: boxes, and the part of its root that a picture shows.

Coordinates are normalised to 0..1 with the origin at the top left.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in 0..1; `top <= bottom`, `left <= right`."""

    top: float
    left: float
    bottom: float
    right: float


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Placement:
    """A picture's size, and which part it shows of the picture that came in, its root."""

    width: int
    height: int
    box: Box = WHOLE
    """The part of the root that it shows, in 0..1 of the root."""
    root_width: int = 0
    """In pixels; 0 when the picture is the root itself."""
    root_height: int = 0
    id: str = ""
    """Of the region that it was cut out for; empty for the root."""
    parent: tuple[int, int, int, int] | None = None
    """Left and top in the picture that it was cut from, and the size of that, in pixels; None where
    that is the root."""

    @property
    def root_size(self) -> tuple[int, int]:
        """Width and height of the root in pixels."""
        return self.root_width or self.width, self.root_height or self.height

    def part(self, box: Box, width: int, height: int, part_id: str = "") -> Placement:
        """The placement of a part of this picture, `box` in 0..1 of it, in pixels of its own."""
        mine = self.box
        wide, high = mine.right - mine.left, mine.bottom - mine.top
        root_width, root_height = self.root_size
        shown = Box(
            top=mine.top + box.top * high,
            left=mine.left + box.left * wide,
            bottom=mine.top + box.bottom * high,
            right=mine.left + box.right * wide,
        )
        if not self.root_width:
            return Placement(width, height, shown, root_width, root_height, part_id)
        left, top = round(box.left * self.width), round(box.top * self.height)
        own_id = part_id or f"{self.id or 'crop'}.crop"
        parent = (left, top, self.width, self.height)
        return Placement(width, height, shown, root_width, root_height, own_id, parent)

    def whole(self, box: Box) -> Placement:
        """The placement of the picture that this one is the part `box` of: `part` undone."""
        root_width, root_height = self.root_size
        wide, high = box.right - box.left, box.bottom - box.top
        across = (self.box.right - self.box.left) / wide
        down = (self.box.bottom - self.box.top) / high
        left, top = self.box.left - box.left * across, self.box.top - box.top * down
        width, height = round(self.width / wide), round(self.height / high)
        if max(abs(left), abs(top), abs(across - 1), abs(down - 1)) < _ROUNDING:
            same = (width, height) == (root_width, root_height)
            return Placement(width, height, WHOLE, *((0, 0) if same else (root_width, root_height)))
        return Placement(
            width, height, Box(top, left, top + down, left + across), root_width, root_height
        )

    def to_root(self, x: float, y: float) -> tuple[float, float]:
        """A point of this picture, both in 0..1, as a point of the root."""
        mine = self.box
        return (
            mine.left + x * (mine.right - mine.left),
            mine.top + y * (mine.bottom - mine.top),
        )
