"""Of regions that overlap, the best, or all of them as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runtime.contracts.values import Box, Region
from runtime.inference import places, polygon_overlap
from runtime.inference.agreement import best_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runtime.contracts.values import Placement

    Overlap = Callable[[Region, Region], float]

_LEAST_CORNERS = 3


def overlap(one: Region, other: Region) -> float:
    """Common area over the area of both: of their outlines when both have one, else of boxes."""
    least = min(len(one.polygon), len(other.polygon))
    if least < _LEAST_CORNERS or places.shared(one.box, other.box) <= 0:
        return places.overlap(one.box, other.box)
    common = polygon_overlap.shared_area(one.polygon, other.polygon)
    whole = polygon_overlap.area(one.polygon) + polygon_overlap.area(other.polygon) - common
    return common / whole if whole > 0 else 0.0


def best_of(regions: Sequence[Region], threshold: float) -> list[Region]:
    """Without those that a better one of their class overlaps by more; the order stays."""
    kept: list[int] = []
    for index in _best_first(regions):
        region = regions[index]
        if not any(
            best_name(regions[other]) == best_name(region)
            and overlap(regions[other], region) > threshold
            for other in kept
        ):
            kept.append(index)
    return [regions[index] for index in sorted(kept)]


def merged(
    regions: Sequence[Region], threshold: float, placement: Placement | None
) -> list[Region]:
    """Those of a class that a better one overlaps by as much or more become one with it."""
    classes = dict.fromkeys(map(best_name, regions))
    found: list[Region] = []
    for name in classes:
        left = [
            regions[index] for index in _best_first(regions) if best_name(regions[index]) == name
        ]
        while left:
            group, left = _group(left, threshold)
            found.append(_one(group, placement))
    return found


def _best_first(regions: Sequence[Region]) -> list[int]:
    return sorted(range(len(regions)), key=lambda index: -regions[index].score)


def _group(regions: Sequence[Region], threshold: float) -> tuple[list[Region], list[Region]]:
    """The first with all that overlap it enough, and the rest."""
    first = regions[0]
    near = [one for one in regions[1:] if overlap(first, one) >= threshold]
    apart = [one for one in regions[1:] if overlap(first, one) < threshold]
    return [first, *near], apart


def _one(group: Sequence[Region], placement: Placement | None) -> Region:
    """One region round a group: the best one's class, a score weighed by the boxes' areas."""
    best = group[0]
    if len(group) == 1:
        return best
    areas = [places.area(region.box) for region in group]
    total = sum(areas)
    weighed = sum(area * region.score for area, region in zip(areas, group, strict=True))
    score = weighed / total if total > 0 else best.score
    top = max(best.concepts, key=lambda concept: concept.value, default=None)
    return replace(
        best,
        box=around([region.box for region in group]),
        concepts=(replace(top, value=score),) if top else (),
        polygon=_outline(group, placement),
    )


def around(boxes: Sequence[Box]) -> Box:
    """The box round all boxes."""
    return Box(
        top=min(box.top for box in boxes),
        left=min(box.left for box in boxes),
        bottom=max(box.bottom for box in boxes),
        right=max(box.right for box in boxes),
    )


def _outline(
    group: Sequence[Region], placement: Placement | None
) -> tuple[tuple[float, float], ...]:
    """Round everything that their outlines cover; none without outlines."""
    if placement is None or not any(region.polygon for region in group):
        return ()
    import numpy as np

    from runtime.inference import outlines

    masks = [outlines.mask_of(region, placement) for region in group]
    return outlines.shares(outlines.outline(np.maximum.reduce(masks)), placement)
