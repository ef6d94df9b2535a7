"""Places of regions in pixels, for what is told or answered in pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from runtime.contracts.values import Image, Placement, Region, Regions

    Edges = tuple[float, float, float, float]
    """Left, top, right and bottom."""
    Point = tuple[float, float]

AnchorName = Literal[
    "center", "center left", "center right", "top center", "top left", "top right",
    "bottom left", "bottom center", "bottom right",
]  # fmt: skip


def spaced(name: Any) -> Any:
    """`BOTTOM_CENTER` as `bottom center`."""
    return name.lower().replace("_", " ") if isinstance(name, str) else name


Anchor = Annotated[AnchorName, BeforeValidator(spaced)]
"""A point of a box, such as `bottom center`; `BOTTOM_CENTER` is taken too."""


def known_size(regions: Regions, port: str = "regions") -> Placement:
    """The size of the picture that regions lie in. Raises where nobody knows it."""
    if regions.placement is not None:
        return regions.placement
    message = (
        "These regions do not tell the size of their picture, so nothing can be measured in "
        "pixels. Wire the regions of a detector, or of a node that keeps their picture's size."
    )
    raise OperatorFailedError(message, port=port)


def edges(region: Region, size: Placement) -> Edges:
    """A region's box in pixels, with fractions."""
    box = region.box
    return (
        _clean(box.left * size.width),
        _clean(box.top * size.height),
        _clean(box.right * size.width),
        _clean(box.bottom * size.height),
    )


def _clean(value: float) -> float:
    """Without the last digits that a number of pixels loses on its way through shares."""
    return round(value, 6)


def anchor_point(region: Region, anchor: str, size: Placement) -> Point:
    """A named point of a region's box in pixels."""
    left, top, right, bottom = edges(region, size)
    words = anchor.split()
    x = left if "left" in words else right if "right" in words else (left + right) / 2
    y = top if "top" in words else bottom if "bottom" in words else (top + bottom) / 2
    return x, y


def placed(regions: Regions, image: Image | None) -> Regions:
    """Regions that know the size of their picture, where the picture is there to tell it."""
    if regions.placement is not None or image is None:
        return regions
    return replace(regions, placement=image.placement)
