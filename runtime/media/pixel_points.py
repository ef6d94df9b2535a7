"""Points in pixels as parameters: `[[x, y], ...]`, also as JSON in a string."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, Field


def _read(given: Any) -> Any:
    if isinstance(given, str):
        try:
            given = json.loads(given) if given.strip() else []
        except ValueError as error:
            message = "The points are not JSON; write [[x, y], [x, y]] in pixels."
            raise ValueError(message) from error
    return [] if given is None else given


def _pairs(given: Any) -> Any:
    """The first two numbers of each point."""
    points = _read(given)
    if isinstance(points, (list, tuple)):
        return [point[:2] if isinstance(point, (list, tuple)) else point for point in points]
    return points


def _zones(given: Any) -> Any:
    """One zone as a list of one."""
    zones = _read(given)
    if not isinstance(zones, (list, tuple)) or not zones:
        return zones
    first = zones[0]
    single = isinstance(first, (list, tuple)) and first and isinstance(first[0], (int, float))
    return [zones] if single else zones


Point = tuple[float, float]
PixelPoints = Annotated[list[Point], BeforeValidator(_pairs)]
PixelZone = Annotated[list[Point], Field(max_length=200)]
PixelZones = Annotated[list[PixelZone], BeforeValidator(_zones)]
"""A zone, or several."""
