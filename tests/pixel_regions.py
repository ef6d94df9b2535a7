"""Regions told in pixels of a picture of 200 by 100, for known answers that are told in pixels."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.contracts.values import Box, Concept, Placement, Region, Regions

WIDTH, HEIGHT = 200, 100
SIZE = Placement(WIDTH, HEIGHT)

Edges = tuple[float, float, float, float]


def found(
    edges: Edges, score: float = 0.9, name: str = "car", region_id: str = "", **more: Any
) -> Region:
    """A region by its left, top, right and bottom; `polygon` in pixels too."""
    left, top, right, bottom = edges
    box = Box(top / HEIGHT, left / WIDTH, bottom / HEIGHT, right / WIDTH)
    points = more.pop("polygon", ())
    polygon = tuple((x / WIDTH, y / HEIGHT) for x, y in points)
    concepts = (Concept(name, name, score),)
    return Region(region_id or f"{name}-{left:g}-{top:g}", box, concepts, polygon=polygon, **more)


def outlined(edges: Edges, score: float = 0.9, name: str = "car", region_id: str = "") -> Region:
    """The same with its corners as a polygon."""
    left, top, right, bottom = edges
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return found(edges, score, name, region_id, polygon=corners)


def together(*items: Region) -> Regions:
    """Regions of that picture."""
    return Regions(items, SIZE)


def edges(region: Region, size: Placement = SIZE) -> Any:
    """Left, top, right and bottom in pixels, to compare with."""
    box, wide, high = region.box, size.width, size.height
    return pytest.approx(
        [box.left * wide, box.top * high, box.right * wide, box.bottom * high], abs=1e-6
    )
