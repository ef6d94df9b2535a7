"""Measures how long each tracked object has been in a zone.

A zone is a polygon of points `[x, y]` in pixels, or a list of such polygons that count as one. Who
is in it has `time_in_zone` in seconds since it came in: a car that waits at a gate from second 3 on
has 4.5 in second 7.5. Those outside are left out, or have 0. Who leaves begins anew when it comes
back, unless `reset_out_of_zone_detections` is off and it was left out meanwhile. Put a tracker
before it. Times are kept along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Ignored, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Region, Regions
from runtime.inference.pixels import placed
from runtime.inference.places import holds
from runtime.inference.tracking.along import (
    ANCHOR_WORDS,
    TrackAnchor,
    seconds,
    size_for,
    spot,
    tracked,
)
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.operator import Place

Point = tuple[float, float]
Polygon = Annotated[list[Point], Field(min_length=3, max_length=10_000)]


def _zones(given: Any) -> Any:
    """A single polygon as a list of one."""
    if isinstance(given, list | tuple) and given and isinstance(given[0], list | tuple):
        first = given[0]
        if first and not isinstance(first[0], list | tuple):
            return [given]
    return given


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame they lie in, where they do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions, each with its time in the zone."})


class Params(OperatorParams):
    zone: Annotated[list[Polygon], BeforeValidator(_zones)] = Field(
        default_factory=list, max_length=1000,
        description="The corners of a polygon as [x, y] in pixels, or several polygons.",
    )  # fmt: skip
    triggering_anchor: TrackAnchor = Field(
        default="center", title="Judge by", description="Which point of a region is in the zone."
    )
    remove_out_of_zone_detections: bool = Field(
        default=True, title="Leave out others", description="Whether those outside are left out."
    )
    reset_out_of_zone_detections: bool = Field(
        default=True, title="Begin anew",
        description="Whether the time of those outside begins anew.",
    )  # fmt: skip


@dataclass
class _Stays:
    """Since when each track is in the zone, along one stream."""

    since: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, float]:
        """For the next call of a session."""
        return dict(self.since)

    def from_json(self, stored: dict[str, float]) -> None:
        """Go on."""
        self.since = dict(stored)


_FIELDS: dict[str, Wire | Setting | Ignored] = {
    "image": Wire("image", required=True),
    "detections": Wire("regions"),
    "zone": Setting("zone", required=True),
    "triggering_anchor": Setting("triggering_anchor", words=ANCHOR_WORDS),
    "remove_out_of_zone_detections": Setting("remove_out_of_zone_detections"),
    "reset_out_of_zone_detections": Setting("reset_out_of_zone_detections"),
}


@operator(
    "zone-time",
    title="Time in zone",
    group="Video",
    icon="timer",
    blocks=(
        Block(
            "roboflow_core/time_in_zone@v3",
            names=("roboflow_core/time_in_zone@v2",),
            fields=_FIELDS,
            outputs={"timed_detections": "regions"},
        ),
        Block(
            "roboflow_core/time_in_zone@v1",
            fields={**_FIELDS, "metadata": Ignored("A frame tells its time by itself.")},
            outputs={"timed_detections": "regions"},
        ),
    ),
    keeps_state=True,
    summary="by {triggering_anchor}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    stays = [context.of_stream(context.place(index), _Stays) for index in range(len(batch))]
    numbered = list(enumerate(batch))
    return per_picture(
        numbered, context,
        lambda one: _timed(one[1], params, stays[one[0]], context.place(one[0]), one[0]),
    )  # fmt: skip


def _timed(inputs: Inputs, params: Params, stays: _Stays, place: Place, index: int) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    now = seconds(place, index)
    size = size_for(regions)
    kept: list[Region] = []
    for track, region in tracked(regions):
        assert size is not None
        inside = _inside(spot(region, params.triggering_anchor, size), params.zone)
        if not inside and params.reset_out_of_zone_detections:
            stays.since.pop(track, None)
        if not inside and params.remove_out_of_zone_detections:
            continue
        time = 0.0
        if inside:
            time = now - stays.since.setdefault(track, now)
        else:
            stays.since.pop(track, None)
        kept.append(replace(region, facts={**region.facts, "time_in_zone": time}))
    return Outputs(replace(regions, items=tuple(kept)))


def _inside(point: Point, zones: Sequence[Sequence[Point]]) -> bool:
    """By whole pixels, as zones are drawn."""
    at = (float(round(point[0])), float(round(point[1])))
    return any(holds([(float(int(x)), float(int(y))) for x, y in zone], at) for zone in zones)
