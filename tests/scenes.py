"""Regions that move in a known way, for tests of what follows them."""

from __future__ import annotations

from runtime.contracts.values import Box, Concept, Region, Regions


def at(
    name: str, x: float, y: float, score: float = 0.9, size: float = 0.1, label: str = "car"
) -> Region:
    """A square with its middle there."""
    half = size / 2
    box = Box(max(0, y - half), max(0, x - half), min(1, y + half), min(1, x + half))
    return Region(name, box, (Concept(label, label, score),))


def frames(*each: list[Region]) -> list[dict[str, Regions]]:
    """One element a frame, as an operator on regions takes them."""
    return [{"regions": Regions(tuple(regions))} for regions in each]


def crossing(count: int = 60) -> list[list[Region]]:
    """`a` goes right, `b` goes left just below it; they pass half-way, and swap their order."""
    scenes = []
    for index in range(count):
        along = 0.1 + 0.8 * index / (count - 1)
        pair = [at("a", along, 0.45), at("b", 1 - along, 0.52)]
        scenes.append(pair if index % 2 else pair[::-1])
    return scenes


def ids(outcomes, name: str) -> list[str | None]:
    """The track of the region of that name, frame by frame; None where it was not told."""
    return [
        next((one.track_id for one in outcome.regions.items if one.id == name), None)
        for outcome in outcomes
    ]
