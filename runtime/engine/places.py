"""Where each element of a call stands: its frame and region, and the stream it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.operator import Place
from runtime.contracts.values import Anchor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.engine.lineage import Key, Lineage

    Anchors = Mapping[Lineage, Mapping[Key, Anchor]]


def places_of(lineage: Lineage, keys: Sequence[Key], anchors: Anchors) -> list[Place]:
    """The places of these elements, in their order."""
    frames_at = frame_level(lineage, anchors)
    return [_place(lineage, key, anchors, frames_at) for key in keys]


def frame_level(lineage: Lineage, anchors: Anchors) -> int | None:
    """How deep the innermost fan-out over frames lies; None when there is none."""
    for depth in range(len(lineage), 1, -1):
        first = next(iter(anchors.get(lineage[:depth], {}).values()), None)
        if first is not None and first.frame is not None:
            return depth
    return None


def _place(lineage: Lineage, key: Key, anchors: Anchors, frames_at: int | None) -> Place:
    found = [anchors[lineage[:depth]][key[:depth]] for depth in range(2, len(key) + 1)]
    region = next((item.region for item in reversed(found) if item.region is not None), None)
    if frames_at is None:
        stream = key[:-1] if len(key) > 1 else key
        return Place(stream, Anchor(region))
    frame = found[frames_at - 2]
    return Place(key[: frames_at - 1], Anchor(region, frame.frame, frame.time_ms), filmed=True)
