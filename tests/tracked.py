"""Tracked regions in frames of a stream, ten a second, in a picture of 200 by 100 pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.operator import Context, Failure, Place
from runtime.contracts.values import Anchor, Region, Regions
from tests.contexts import Progress, Token
from tests.pixel_regions import found, together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

WAY = ((50, 80), (52, 60), (55, 45), (60, 30), (62, 48), (64, 55), (66, 70))
"""The middle of somebody who goes up and comes down again."""


def at(x: float, y: float, track: str | None = "1", name: str = "car") -> Region:
    """A box of 20 by 20 pixels round a point."""
    return replace(found((x - 10, y - 10, x + 10, y + 10), name=name), track_id=track)


def frames(way: Sequence[tuple[float, float] | None]) -> list[Regions]:
    """One object along a way; nothing where it is None."""
    return [together(at(*point)) if point else together() for point in way]


def follow(
    operator: ModuleType, regions: Sequence[Regions], context: Context | None = None, **params: Any
) -> list[Any]:
    """The outcomes for the frames of a stream."""
    batch = [operator.Inputs(one) for one in regions]
    places = [Place((), Anchor(frame=at, time_ms=at * 100)) for at in range(len(batch))]
    context = context or Context(cancel=Token(), progress=Progress(), along=places)
    return list(operator.run(batch, operator.Params(**params), context))


def facts(outcomes: Sequence[Any], name: str, port: str = "regions") -> list[Any]:
    """What was measured of the first region of each frame; None without one."""
    told = []
    for outcome in outcomes:
        assert not isinstance(outcome, Failure), outcome.error
        items = getattr(outcome, port).items
        told.append(items[0].facts[name] if items else None)
    return told


def goes_on(operator: ModuleType, regions: Sequence[Regions], **params: Any) -> bool:
    """Whether a stream cut in two calls of a session is answered as the uncut one."""
    import json

    whole = follow(operator, regions, **params)
    half = len(regions) // 2
    places = [Place((), Anchor(frame=at, time_ms=at * 100)) for at in range(len(regions))]
    first = Context(cancel=Token(), progress=Progress(), along=places[:half])
    answers = follow(operator, regions[:half], first, **params)
    left = {key: json.loads(json.dumps(kept.as_json())) for key, kept in first.kept.items()}
    second = Context(cancel=Token(), progress=Progress(), along=places[half:], remembered=left)
    return [*answers, *follow(operator, regions[half:], second, **params)] == whole
