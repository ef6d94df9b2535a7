"""Counts tracked objects that cross a line, each way by itself.

The line goes from `start` to `end`, two points `[x, y]` in 0..1 with 0, 0 at the top left. Who
crosses from its left to its right, looking from start to end, counts as in, the other way as out:
for a line from `[0, 0.5]` to `[1, 0.5]` a car that drives down the picture is in. The counts run
along the video, so the last frame has the totals. Objects are known by their `track_id`: put a
tracker before this node.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Number, Region, Regions
from runtime.inference.tracking.ways import Spot, crosses, side, spot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.tracking.ways import Point

Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})


@dataclass(frozen=True)
class Outputs:
    count_in: Number = field(metadata={"help": "How often the line was crossed inwards so far."})
    count_out: Number = field(metadata={"help": "How often it was crossed outwards so far."})
    crossed: Regions = field(metadata={"help": "The regions that cross it in this frame."})


class Params(OperatorParams):
    start: tuple[Share, Share] = Field(
        default=(0.0, 0.5), description="Where the line begins, as [x, y] from 0 to 1."
    )
    end: tuple[Share, Share] = Field(
        default=(1.0, 0.5), description="Where the line ends, as [x, y] from 0 to 1."
    )
    judge_by: Spot = Field(
        default="middle", title="Judge by",
        description="What crosses: the region's middle, or its foot, the middle of its lower edge.",
    )  # fmt: skip


@dataclass
class _Gate:
    """What is known along one video."""

    last: dict[str, Point] = field(default_factory=dict)
    """Where each track was when it was last beside the line, not on it."""
    counts: dict[int, int] = field(default_factory=lambda: {1: 0, -1: 0})

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return {"last": self.last, "in": self.counts[1], "out": self.counts[-1]}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Count on."""
        self.last = {track: (x, y) for track, (x, y) in stored["last"].items()}
        self.counts = {1: stored["in"], -1: stored["out"]}


@operator(
    "line-counter",
    title="Line counter",
    group="Video",
    icon="footprints",
    aliases=("LineCounter",),
    keeps_state=True,
    summary="from {start} to {end}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        gate = context.of_stream(context.place(index), _Gate)
        crossed = _pass(inputs.regions, gate, params)
        inwards, outwards = Number(gate.counts[1]), Number(gate.counts[-1])
        outcomes.append(Outputs(inwards, outwards, replace(inputs.regions, items=crossed)))
    return outcomes


def _pass(regions: Regions, gate: _Gate, params: Params) -> tuple[Region, ...]:
    line = (params.start, params.end)
    crossed = []
    for region in regions.items:
        if region.track_id is None:
            continue
        now = spot_of(region.box, params.judge_by)
        before = gate.last.get(region.track_id)
        way = crosses(line, before, now) if before is not None else 0
        if way:
            gate.counts[way] += 1
            crossed.append(region)
        if side(line, now) != 0:
            gate.last[region.track_id] = now
    return tuple(crossed)
