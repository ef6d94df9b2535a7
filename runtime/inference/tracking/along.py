"""What operators that measure tracked objects share: who is tracked, where, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.pixels import anchor_point, known_size, spaced

if TYPE_CHECKING:
    from runtime.contracts.operator import Place
    from runtime.contracts.values import Placement, Region, Regions

    Point = tuple[float, float]

_FRAMES_A_SECOND = 30
"""Of frames that do not tell when they were taken."""
_LEAST_CORNERS = 3

TrackAnchor = Annotated[
    Literal[
        "center", "center left", "center right", "top center", "top left", "top right",
        "bottom left", "bottom center", "bottom right", "center of mass",
    ],
    BeforeValidator(spaced),
]  # fmt: skip
"""Which point of a region stands for it; `BOTTOM_CENTER` is taken too."""

ANCHOR_WORDS: dict[Any, Any] = {
    name.upper().replace(" ", "_"): name
    for name in (
        "center", "center left", "center right", "top center", "top left", "top right",
        "bottom left", "bottom center", "bottom right", "center of mass",
    )
}  # fmt: skip


def tracked(regions: Regions) -> list[tuple[str, Region]]:
    """Every region with its track. Raises where one has none."""
    known = [(region.track_id, region) for region in regions.items]
    for track, region in known:
        if track is None:
            message = f"The region {region.id} has no track. Put a tracker before this node."
            raise OperatorFailedError(message, port="regions")
    return [(track, region) for track, region in known if track is not None]


def size_for(regions: Regions) -> Placement | None:
    """The size of their picture; None for no regions, which need none."""
    return known_size(regions) if regions.items else None


def seconds(place: Place, index: int, fps: float = _FRAMES_A_SECOND) -> float:
    """When an element was taken, from the begin of its stream."""
    anchor = place.anchor
    if anchor.time_ms is not None:
        return anchor.time_ms / 1000
    return (index if anchor.frame is None else anchor.frame) / fps


def spot(region: Region, anchor: str, size: Placement) -> Point:
    """The point that stands for a region, in pixels."""
    if anchor != "center of mass":
        return anchor_point(region, anchor, size)
    corners = [(x * size.width, y * size.height) for x, y in region.polygon]
    return _centre_of_mass(corners) or anchor_point(region, "center", size)


def _centre_of_mass(corners: list[Point]) -> Point | None:
    """Of an outline; None for one without area."""
    if len(corners) < _LEAST_CORNERS:
        return None
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    turns = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides]
    total = sum(turns)
    if total == 0:
        return None
    x = sum((a[0] + b[0]) * turn for (a, b), turn in zip(sides, turns, strict=True))
    y = sum((a[1] + b[1]) * turn for (a, b), turn in zip(sides, turns, strict=True))
    return x / (3 * total), y / (3 * total)
