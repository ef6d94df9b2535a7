"""What several detectors agree on: finds, and the region that stands for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from runtime.contracts.values import Box, Concept, Region
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Placement

Aggregate = Literal["average", "max", "min"]
MaskAggregate = Literal["union", "intersection", "max", "min"]


@dataclass(frozen=True)
class Rules:
    """When regions are the same find, and what they become."""

    votes: int
    by_class: bool
    overlap: float
    least: float
    score: Aggregate
    box: Aggregate
    mask: MaskAggregate


def best_name(region: Region) -> str:
    """The name of its best class."""
    best = max(region.concepts, key=lambda concept: concept.value, default=None)
    return best.name if best is not None else ""


def aggregate(scores: Sequence[float], way: Aggregate) -> float:
    """Several scores as one."""
    ways: dict[str, Callable[[Sequence[float]], float]] = {"max": max, "min": min}
    return ways.get(way, fmean)(scores)


def agreed(
    sources: Sequence[Sequence[Region]], rules: Rules, placement: Placement | None
) -> list[Region]:
    """The finds that enough detectors saw, in the order of who saw them first."""
    taken: set[int] = set()
    kept = []
    for source, region in _all(sources):
        if id(region) in taken:
            continue
        votes = [region, *_others(region, source, sources, rules, taken)]
        if len(votes) < rules.votes:
            continue
        find = _one(votes, rules, placement)
        if find.score >= rules.least:
            kept.append(find)
            taken.update(map(id, votes))
    return kept


def _all(sources: Sequence[Sequence[Region]]) -> Iterator[tuple[int, Region]]:
    for source, regions in enumerate(sources):
        for region in regions:
            yield source, region


def _others(
    region: Region,
    source: int,
    sources: Sequence[Sequence[Region]],
    rules: Rules,
    taken: set[int],
) -> list[Region]:
    """Of each other detector the region that overlaps it most."""
    best: dict[int, tuple[float, Region]] = {}
    for number, other in _all(sources):
        if number == source or id(other) in taken:
            continue
        if rules.by_class and best_name(other) != best_name(region):
            continue
        share = places.overlap(region.box, other.box)
        if share > rules.overlap and share > best.get(number, (0.0, region))[0]:
            best[number] = (share, other)
    return [other for _, other in best.values()]


def _one(votes: Sequence[Region], rules: Rules, placement: Placement | None) -> Region:
    """The region that stands for a find."""
    score = aggregate([region.score for region in votes], rules.score)
    concept = replace(_concept(votes, rules.score), value=score)
    box, polygon = _place(votes, rules, placement)
    return Region(votes[0].id, box, (concept,), polygon=polygon)


def _concept(votes: Sequence[Region], way: Aggregate) -> Concept:
    best = [
        max(region.concepts, key=lambda one: one.value, default=Concept("", "", 0.0))
        for region in votes
    ]
    if way == "average":
        counts = Counter((concept.name, concept.number) for concept in best)
        name = counts.most_common(1)[0][0]
        return next(concept for concept in best if (concept.name, concept.number) == name)
    pick = max if way == "max" else min
    return pick(best, key=lambda concept: concept.value)


def _place(
    votes: Sequence[Region], rules: Rules, placement: Placement | None
) -> tuple[Box, tuple[tuple[float, float], ...]]:
    if placement is not None and any(region.polygon for region in votes):
        from runtime.inference import outlines

        mask = _mask([outlines.mask_of(region, placement) for region in votes], rules.mask)
        polygon = outlines.shares(outlines.outline(mask), placement)
        return outlines.box_of(mask, placement), polygon
    boxes = [region.box for region in votes]
    if rules.box != "average":
        pick = max if rules.box == "max" else min
        return pick(boxes, key=places.area), ()
    edges = ("top", "left", "bottom", "right")
    return Box(**{edge: fmean(getattr(box, edge) for box in boxes) for edge in edges}), ()


def _mask(masks: Sequence[NDArray[np.uint8]], way: MaskAggregate) -> NDArray[np.uint8]:
    import numpy as np

    if way in {"union", "intersection"}:
        join = np.maximum if way == "union" else np.minimum
        return np.asarray(join.reduce(masks), np.uint8)
    pick = max if way == "max" else min
    return pick(masks, key=np.count_nonzero)
