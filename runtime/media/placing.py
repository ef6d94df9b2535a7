"""Nine places of a picture where something smaller can stand."""

from __future__ import annotations

from typing import Literal

Place = Literal[
    "top left",
    "top",
    "top right",
    "left",
    "middle",
    "right",
    "bottom left",
    "bottom",
    "bottom right",
]


def place_of(
    place: Place, size: tuple[int, int], within: tuple[int, int], margin: int
) -> tuple[int, int]:
    """Left and top, in pixels, so that `size` lies inside `within`; the margin gives way first."""
    words = place.split()
    return (
        _along(words, ("left", "right"), within[0] - size[0], margin),
        _along(words, ("top", "bottom"), within[1] - size[1], margin),
    )


def _along(words: list[str], ends: tuple[str, str], free: int, margin: int) -> int:
    free = max(0, free)
    if ends[0] in words:
        return min(margin, free)
    if ends[1] in words:
        return max(0, free - margin)
    return free // 2
