"""Regions of a picture as regions of a part of it, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runtime.contracts.values import Box

if TYPE_CHECKING:
    from runtime.contracts.values import Region


def seen_in(region: Region, part: Box) -> Region:
    """A region of the whole as one of the part that `part` shows; the part has an area."""
    wide, high = part.right - part.left, part.bottom - part.top
    return _carried(region, Box(-part.top / high, -part.left / wide, 1 / high, 1 / wide))


def brought_back(region: Region, part: Box) -> Region:
    """A region of the part that `part` shows as one of the whole."""
    wide, high = part.right - part.left, part.bottom - part.top
    return _carried(region, Box(part.top, part.left, high, wide))


def _carried(region: Region, way: Box) -> Region:
    """Scaled by `bottom` and `right`, then moved by `top` and `left`."""
    box = region.box
    return replace(
        region,
        box=Box(
            top=way.top + box.top * way.bottom,
            left=way.left + box.left * way.right,
            bottom=way.top + box.bottom * way.bottom,
            right=way.left + box.right * way.right,
        ),
        polygon=tuple(
            (way.left + x * way.right, way.top + y * way.bottom) for x, y in region.polygon
        ),
        keypoints=tuple(
            replace(
                point,
                x=way.left + point.x * way.right,
                y=way.top + point.y * way.bottom,
            )
            for point in region.keypoints
        ),
    )
