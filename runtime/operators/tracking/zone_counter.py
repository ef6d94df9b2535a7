"""Counts tracked objects in a zone: how many are there, how many ever were, and for how long.

The zone is a polygon of corners `[x, y]` from 0 to 1, as in *Zone filter*. An object counts as
inside from the frame in which its middle (or foot) is in the zone; with `min_seconds` 5 only those
are told that have stayed for five seconds, such as cars that wait. A region that is told carries
its time as text, `7.0 s`, which *Draw regions* shows. Put a tracker before this node.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Number, Region, Regions
from runtime.inference import places
from runtime.inference.tracking.ways import Spot, spot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})


@dataclass(frozen=True)
class Outputs:
    inside: Regions = field(metadata={"help": "Those in the zone long enough, with their time."})
    count: Number = field(metadata={"help": "How many these are in this frame."})
    total: Number = field(metadata={"help": "How many different ones there were so far."})
    longest: Number = field(metadata={"help": "The longest stay so far, in seconds."})


class Params(OperatorParams):
    zone: list[tuple[Share, Share]] = Field(
        default_factory=lambda: [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
        min_length=3, max_length=200,
        description="Corners as [x, y] from 0 to 1, in order round the zone.",
    )  # fmt: skip
    judge_by: Spot = Field(
        default="middle", title="Judge by",
        description="The region's middle, or its foot, the middle of its lower edge.",
    )  # fmt: skip
    min_seconds: float = Field(
        default=0, ge=0, le=600, title="Least stay",
        description="Seconds that an object stays in the zone before it counts.",
    )  # fmt: skip
    max_gap_ms: int = Field(
        default=2000, ge=0, le=60_000, title="Longest gap",
        description="Milliseconds out of sight or of the zone after which a stay begins anew.",
    )  # fmt: skip


@dataclass
class _Stay:
    since_ms: int
    last_ms: int


@dataclass
class _Zone:
    """What is known along one video."""

    stays: dict[str, _Stay] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    longest_ms: int = 0

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        stays = {track: [stay.since_ms, stay.last_ms] for track, stay in self.stays.items()}
        return {"stays": stays, "counted": sorted(self.counted), "longest_ms": self.longest_ms}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Count on."""
        self.stays = {track: _Stay(*times) for track, times in stored["stays"].items()}
        self.counted = set(stored["counted"])
        self.longest_ms = stored["longest_ms"]


@operator(
    "zone-counter",
    title="Zone counter",
    group="Video",
    icon="timer",
    aliases=("time-in-zone", "TimeInZone"),
    keeps_state=True,
    summary="by {judge_by}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        zone = context.of_stream(place, _Zone)
        now_ms = place.anchor.time_ms
        if now_ms is None:  # pictures without a time count as one a second
            now_ms = (place.anchor.frame or 0) * 1000
        inside = _look(inputs.regions, zone, now_ms, params)
        outcomes.append(
            Outputs(
                replace(inputs.regions, items=inside),
                Number(len(inside)),
                Number(len(zone.counted)),
                Number(zone.longest_ms / 1000),
            )
        )
    return outcomes


def _look(regions: Regions, zone: _Zone, now_ms: int, params: Params) -> tuple[Region, ...]:
    told = []
    for region in regions.items:
        spot = spot_of(region.box, params.judge_by)
        if region.track_id is None or not places.holds(params.zone, spot):
            continue
        stay = zone.stays.get(region.track_id)
        if stay is None or now_ms - stay.last_ms > params.max_gap_ms:
            stay = zone.stays[region.track_id] = _Stay(now_ms, now_ms)
        stay.last_ms = now_ms
        stayed_ms = now_ms - stay.since_ms
        zone.longest_ms = max(zone.longest_ms, stayed_ms)
        if stayed_ms >= params.min_seconds * 1000:
            zone.counted.add(region.track_id)
            told.append(replace(region, text=f"{stayed_ms / 1000:.1f} s"))
    return tuple(told)
