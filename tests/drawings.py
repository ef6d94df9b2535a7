"""Regions on the yard of `tests.pictures`, and the pixels that drawing nodes make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Box, Concept, Keypoint, Placement, Region, Regions
from tests.contexts import run_once
from tests.pictures import yard

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray

WIDTH, HEIGHT = 160, 120
YARD = Placement(WIDTH, HEIGHT)


def region(
    name: str, number: int, sides: tuple[float, float, float, float], *corners: tuple[int, int]
) -> Region:
    """Of left, top, right and bottom in pixels, and corners for an outline."""
    left, top, right, bottom = sides
    box = Box(top / HEIGHT, left / WIDTH, bottom / HEIGHT, right / WIDTH)
    polygon = tuple(((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT) for x, y in corners)
    score = 0.9 if number == 0 else 0.8
    return Region(name, box, (Concept(name, name, score, number),), polygon=polygon)


WALL = region("wall", 0, (15, 20, 70, 60))
DISC = region("disc", 1, (85, 40, 145, 100))
BOXES = Regions((WALL, DISC), YARD)
OUTLINES = Regions(
    (
        region("wall", 0, (10, 17, 71, 64), (10, 17), (70, 17), (70, 63), (10, 63)),
        region("disc", 7, (82, 37, 149, 104), (115, 37), (148, 70), (115, 103), (82, 70)),
    ),
    YARD,
)
POSE = Region(
    "wall", WALL.box, WALL.concepts,
    keypoints=tuple(
        Keypoint(x / WIDTH, y / HEIGHT, 0.9, name)
        for x, y, name in ((20, 25, "a"), (60, 25, "b"), (40, 55, "c"))
    ),
)  # fmt: skip
FIRST, SECOND = (163, 81, 251), (255, 64, 64)
"""The default palette's first two colours."""


def drawn(operator: ModuleType, regions: Regions = BOXES, **params: Any) -> NDArray[np.uint8]:
    """The yard's pixels with a drawing of the regions."""
    outcome = run_once(operator, {"image": yard(), "regions": regions}, **params)
    assert outcome.image.placement.root_size == (WIDTH, HEIGHT)
    return outcome.image.pixels
