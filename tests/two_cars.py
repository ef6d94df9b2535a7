"""Nine frames with two cars: one missing once and unsure once, one that comes in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pixel_regions import WIDTH, found, together

if TYPE_CHECKING:
    from runtime.contracts.values import Region, Regions

_COMES, _MISSING, _UNSURE = 2, 4, 5


def _frame(at: int) -> list[Region]:
    score = 0.2 if at == _UNSURE else 0.9
    first = found((10 + 5 * at, 10, 40 + 5 * at, 40), score, region_id="a")
    second = found((120 - 4 * at, 50, 150 - 4 * at, 90), 0.8, region_id="b")
    return [first] * (at != _MISSING) + [second] * (at >= _COMES)


FRAMES = [together(*_frame(at)) for at in range(9)]


def told(regions: Regions) -> dict[str | None, int]:
    """Each track with its left edge in pixels."""
    return {region.track_id: round(region.box.left * WIDTH) for region in regions.items}
