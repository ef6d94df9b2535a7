"""Measures how fast each tracked object moves, and where to.

From the middle of a box in one frame to its middle in the next: `velocity` is a pair, to the right
and down, `speed` its length, both in metres a second, or in pixels as long as `pixels_per_meter` is
1. A ball that moves 30 pixels to the right in half a second has `[60, 0]` and 60. The smoothed ones
follow more slowly: `smoothing_alpha` is the weight of the newest. Put a tracker before it. What was
seen is kept along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import hypot
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import seconds, size_for, spot, tracked
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame they lie in, where they do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions, each with its speed."})


class Params(OperatorParams):
    smoothing_alpha: float = Field(
        default=0.5, gt=0, le=1, title="Weight of the newest",
        description="For the smoothed speed; 1 does not smooth.",
    )  # fmt: skip
    pixels_per_meter: float = Field(
        default=1, gt=0, le=1e9, description="How many pixels one metre has."
    )


@dataclass
class _Ways:
    """Where and when each track was last, and its smoothed velocity, in pixels."""

    last: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    smooth: dict[str, Point] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return vars(self)

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        self.last = {track: (x, y, time) for track, (x, y, time) in stored["last"].items()}
        self.smooth = {track: (x, y) for track, (x, y) in stored["smooth"].items()}

    def step(self, track: str, at: Point, now: float, alpha: float) -> tuple[Point, Point]:
        """How fast a track came here, and smoothed."""
        x, y, before = self.last.get(track, (*at, now))
        time = now - before
        fast = ((at[0] - x) / time, (at[1] - y) / time) if time > 0 else (0.0, 0.0)
        old = self.smooth.get(track, fast)
        smooth = (
            alpha * fast[0] + (1 - alpha) * old[0],
            alpha * fast[1] + (1 - alpha) * old[1],
        )
        self.last[track] = (*at, now)
        self.smooth[track] = smooth
        return fast, smooth


@operator(
    "track-speed",
    title="Speed",
    group="Video",
    icon="activity",
    blocks=(
        Block(
            "roboflow_core/velocity@v1",
            fields={
                "image": Wire("image", required=True),
                "detections": Wire("regions"),
                "smoothing_alpha": Setting("smoothing_alpha"),
                "pixels_per_meter": Setting("pixels_per_meter"),
            },
            outputs={"velocity_detections": "regions"},
        ),
    ),
    keeps_state=True,
    summary="{pixels_per_meter} pixels a metre",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = [
        (inputs, context.of_stream(context.place(index), _Ways), index)
        for index, inputs in enumerate(batch)
    ]
    return per_picture(
        numbered, context,
        lambda one: _measured(one[0], one[1], seconds(context.place(one[2]), one[2]), params),
    )  # fmt: skip


def _measured(inputs: Inputs, ways: _Ways, now: float, params: Params) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    size = size_for(regions)
    told = []
    for track, region in tracked(regions):
        assert size is not None
        fast, smooth = ways.step(track, spot(region, "center", size), now, params.smoothing_alpha)
        facts = {
            **region.facts,
            "velocity": [part / params.pixels_per_meter for part in fast],
            "speed": hypot(*fast) / params.pixels_per_meter,
            "smoothed_velocity": [part / params.pixels_per_meter for part in smooth],
            "smoothed_speed": hypot(*smooth) / params.pixels_per_meter,
        }
        told.append(replace(region, facts=facts))
    return Outputs(replace(regions, items=tuple(told)))
