"""A named session: what its calls bring, one after the other, is one stream for each node.

A run by itself has a stream for each video. In a session all inputs of a run, in order, go on the
stream of the runs before: frames are numbered on, their times run on, and what a node keeps is
given to it again. It travels as JSON between the calls.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Place
from runtime.contracts.values import Anchor
from runtime.engine.places import frame_level, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.operator import Context
    from runtime.engine.lineage import Key, Lineage
    from runtime.engine.places import Anchors

STILL_MS = 1000
"""Pictures without a time come one a second."""


@dataclass(frozen=True)
class Session:
    """What a run finds when it begins."""

    left: Mapping[str, Any]
    """Node -> what it left at the end of the call before."""
    lengths_ms: Sequence[int]
    """How long each input plays; 0 for what does not."""
    most_bytes: int
    """What one node may leave, as JSON."""

    def along(self, node: str, lineage: Lineage, anchors: Anchors) -> Along:
        """The session's stream as this node sees it."""
        left = self.left.get(node, {})
        frame, time_ms = left.get("frame", 0), left.get("time_ms", 0)
        begins = []
        level = frame_level(lineage, anchors)
        for index, length_ms in enumerate(self.lengths_ms):
            begins.append((frame, time_ms))
            times = _times(index, lineage[:level], anchors) if level is not None else [0]
            frame += len(times)
            time_ms += length_ms or _played_ms(times)
        return Along(node, lineage, anchors, begins, (frame, time_ms), left.get("streams", {}))

    def left_by(self, along: Along, context: Context) -> dict[str, Any]:
        """What the node leaves for the next call. Raises an `OperatorFailedError` for too much."""
        kept = {_name(stream): state.as_json() for stream, state in context.kept.items()}
        frame, time_ms = along.ends
        left = {"frame": frame, "time_ms": time_ms, "streams": {**along.streams, **kept}}
        size = len(json.dumps(left, separators=(",", ":"), allow_nan=False))
        if size > self.most_bytes:
            message = (
                f"{along.node} remembers {size} bytes of this session; at most {self.most_bytes} "
                "are kept. Begin a new session, or let the node forget sooner."
            )
            raise OperatorFailedError(message, node=along.node)
        return left


@dataclass(frozen=True)
class Along:
    """Where the elements of one node stand in its session."""

    node: str
    lineage: Lineage
    anchors: Anchors
    begins: Sequence[tuple[int, int]]
    """The first frame of each input, and its time in milliseconds."""
    ends: tuple[int, int]
    """Where the next call begins."""
    streams: Mapping[str, Any]
    """What the node left, by stream."""

    def places(self, keys: Sequence[Key]) -> list[Place]:
        """The places of these elements."""
        found = places_of(self.lineage, keys, self.anchors)
        return [
            self._on(place, self.begins[key[0]]) for place, key in zip(found, keys, strict=True)
        ]

    def lend(self, context: Context) -> Context:
        """A context in which the node finds again what it left."""
        remembered = {_key(name): stored for name, stored in self.streams.items()}
        return replace(context, remembered=remembered)

    @staticmethod
    def _on(place: Place, begin: tuple[int, int]) -> Place:
        frame, time_ms = begin
        anchor = Anchor(
            place.anchor.region,
            frame + (place.anchor.frame or 0),
            time_ms + (place.anchor.time_ms or 0),
        )
        return Place(place.stream[1:], anchor, place.filmed)


def _times(index: int, lineage: Lineage, anchors: Anchors) -> list[int]:
    """When the frames of an input are shown."""
    fan = anchors.get(lineage, {})
    return [anchor.time_ms or 0 for key, anchor in fan.items() if key[0] == index]


def _played_ms(times: Sequence[int]) -> int:
    """How long frames play of which only the times are known."""
    if len(times) > 1:
        return 2 * times[-1] - times[-2]
    return STILL_MS if times else 0


def _name(stream: tuple[int, ...]) -> str:
    return ".".join(map(str, stream))


def _key(name: str) -> tuple[int, ...]:
    return tuple(map(int, name.split("."))) if name else ()
