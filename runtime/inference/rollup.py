"""Groups of regions that are one thing, and what stands for each."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from runtime.contracts.values import Box, Region
from runtime.inference import places
from runtime.inference.agreement import aggregate
from runtime.inference.suppression import around, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runtime.contracts.values import Placement

Strategy = Literal["max", "mean", "min"]


def connected(
    regions: Sequence[Region], together: Callable[[Region, Region], bool]
) -> list[list[Region]]:
    """Groups in which each region is joined to another, in the order of their first ones."""
    group = list(range(len(regions)))
    for one in range(len(regions)):
        for other in range(one + 1, len(regions)):
            if group[one] != group[other] and together(regions[one], regions[other]):
                low, high = sorted((group[one], group[other]))
                group = [low if number == high else number for number in group]
    return [
        [region for region, own in zip(regions, group, strict=True) if own == number]
        for number in dict.fromkeys(group)
    ]


def touching(threshold: float) -> Callable[[Region, Region], bool]:
    """Whether two regions overlap at all, or by at least `threshold` when that is over 0."""

    def judge(one: Region, other: Region) -> bool:
        if places.shared(one.box, other.box) <= 0:
            return False
        share = overlap(one, other)
        return share > 0 if threshold <= 0 else share >= threshold

    return judge


def same_points(pixels: float, size: Placement) -> Callable[[Region, Region], bool]:
    """Whether key points lie on average less than so many pixels apart."""

    def judge(one: Region, other: Region) -> bool:
        if not one.keypoints or len(one.keypoints) != len(other.keypoints):
            return False
        pairs = zip(one.keypoints, other.keypoints, strict=True)
        away = fmean(
            float(((a.x - b.x) * size.width) ** 2 + ((a.y - b.y) * size.height) ** 2) ** 0.5
            for a, b in pairs
        )
        return away < pixels

    return judge


def joined(group: Sequence[Region], strategy: Strategy, size: Placement) -> Region:
    """One region round a group, with the outline of all of them."""
    first = _scored(group, strategy)
    if len(group) == 1 and not first.polygon:
        return first
    if not any(region.polygon for region in group):
        return replace(first, box=around([region.box for region in group]))
    import numpy as np

    from runtime.inference import outlines

    mask = np.maximum.reduce([outlines.mask_of(region, size) for region in group])
    box = outlines.box_of(mask, size)
    box = replace(box, bottom=box.bottom + 1 / size.height, right=box.right + 1 / size.width)
    return replace(first, box=box, polygon=outlines.shares(outlines.outline(mask), size))


def mean_points(group: Sequence[Region], strategy: Strategy) -> Region:
    """One region in the middle of a group, its key points too."""
    first = _scored(group, strategy)
    if len(group) == 1:
        return first
    boxes = [region.box for region in group]
    edges = ("top", "left", "bottom", "right")
    points = tuple(
        replace(
            same[0],
            x=fmean(point.x for point in same),
            y=fmean(point.y for point in same),
            value=fmean(point.value for point in same),
        )
        for same in zip(*(region.keypoints for region in group), strict=True)
    )
    mean = Box(**{edge: fmean(getattr(box, edge) for box in boxes) for edge in edges})
    return replace(first, box=mean, keypoints=points)


def _scored(group: Sequence[Region], strategy: Strategy) -> Region:
    """The first of a group with a score for all."""
    first = group[0]
    way: Literal["average", "max", "min"] = "average" if strategy == "mean" else strategy
    score = aggregate([region.score for region in group], way)
    best = max(first.concepts, key=lambda concept: concept.value, default=None)
    return replace(first, concepts=(replace(best, value=score),) if best else ())
