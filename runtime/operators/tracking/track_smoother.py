"""Calms the boxes of tracked objects, and keeps those that are missing for a moment.

A box moves only a part of the way to where it was found: with `bbox_smoothing_coefficient` at 0.2,
from 10 to 20 it goes to 12. An object that is not found goes on at the speed it had, for up to
`smoothing_window_size` frames. Put a tracker before it. What was seen is kept along one stream:
for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass, field, replace
from statistics import fmean
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, Region, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import tracked
from runtime.media.per_picture import per_picture
from runtime.media.stored import region_from_json, region_to_json

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
    regions: Regions = field(metadata={"help": "The regions, calmed, with those missing."})


class Params(OperatorParams):
    smoothing_window_size: int = Field(
        default=3, ge=1, le=1000, title="Frames looked back",
        description="Over how many frames the speed is taken, and how long a missing one stays.",
    )  # fmt: skip
    bbox_smoothing_coefficient: float = Field(
        default=0.2, ge=0, le=1, title="Share of the way",
        description="How much of the way to the newest box is gone; 1 does not calm.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


_SPEED_NOISE, _SEEN_NOISE = 0.001, 0.01
"""How much a speed changes from frame to frame, and how inexactly it is measured."""


@dataclass
class _Speed:
    """How fast a track moves, in shares of the picture a frame: right and down."""

    speed: Point
    doubt: float = 1.0
    measured: list[Point] = field(default_factory=list)
    """The last measured ones, oldest first."""

    def see(self, speed: Point, window: int) -> None:
        """Take in a measured speed."""
        self.measured = [*self.measured, speed][-window:]
        gain = self.doubt / (self.doubt + _SEEN_NOISE)
        x, y = (fmean(part) for part in zip(*self.measured, strict=True))
        self.speed = (
            self.speed[0] + gain * (x - self.speed[0]),
            self.speed[1] + gain * (y - self.speed[1]),
        )
        self.doubt -= gain * self.doubt


@dataclass
class _Calmed:
    """What is known along one stream."""

    last: dict[str, Region] = field(default_factory=dict)
    speeds: dict[str, _Speed] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session; in order."""
        return {
            "last": [[track, region_to_json(region)] for track, region in self.last.items()],
            "speeds": [[track, asdict(speed)] for track, speed in self.speeds.items()],
        }

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        self.last = {track: region_from_json(region) for track, region in stored["last"]}
        self.speeds = {
            track: _Speed(
                (one["speed"][0], one["speed"][1]), one["doubt"],
                [(x, y) for x, y in one["measured"]],
            )
            for track, one in stored["speeds"]
        }  # fmt: skip

    def step(self, known: Sequence[tuple[str, Region]], params: Params) -> list[Region]:
        """The regions of a frame, calmed, and those that are missing in it."""
        expected = self._measure(known, params.smoothing_window_size)
        share = params.bbox_smoothing_coefficient
        told = []
        for track, region in known:
            before = self.last.get(track)
            told.append(region if before is None else _part_way(before, region, share))
            self.last[track] = region
        found = {track for track, _ in known}
        for track, speed in expected.items():
            if track not in found:
                before = self.last[track]
                self.last[track] = _part_way(before, _moved(before, speed), share)
                told.append(self.last[track])
        self.last = {
            track: region
            for track, region in self.last.items()
            if track in self.speeds or track in found or track in expected
        }
        return told

    def _measure(self, known: Sequence[tuple[str, Region]], window: int) -> dict[str, Point]:
        """The speed of every track; those missing too long lose it."""
        measured = {
            track: _way(self.last[track], region) for track, region in known if track in self.last
        }
        for track, speed in measured.items():
            if track in self.speeds:
                self.speeds[track].see(speed, window)
            else:
                self.speeds[track] = _Speed(speed, measured=[speed])
        for one in self.speeds.values():
            one.doubt += _SPEED_NOISE
        expected = {track: one.speed for track, one in self.speeds.items()}
        for track in [track for track in self.speeds if track not in measured]:
            self.speeds[track].measured.pop()
            if not self.speeds[track].measured:
                del self.speeds[track]
        return expected


def _way(before: Region, now: Region) -> Point:
    """How far the lower right corner has moved."""
    return now.box.right - before.box.right, now.box.bottom - before.box.bottom


def _moved(region: Region, speed: Point) -> Region:
    box = region.box
    return replace(
        region,
        box=Box(
            box.top + speed[1], box.left + speed[0], box.bottom + speed[1], box.right + speed[0]
        ),
    )


def _part_way(before: Region, now: Region, share: float) -> Region:
    """The newer region, its box only a share of the way there."""
    pairs = zip(astuple(before.box), astuple(now.box), strict=True)
    return replace(now, box=Box(*(share * new + (1 - share) * old for old, new in pairs)))


@operator(
    "track-smoother",
    title="Track smoother",
    group="Video",
    icon="waves",
    blocks=(
        Block(
            "roboflow_core/stabilize_detections@v1",
            fields={
                "image": Wire("image", required=True),
                "detections": Wire("regions"),
                "smoothing_window_size": Setting("smoothing_window_size"),
                "bbox_smoothing_coefficient": Setting("bbox_smoothing_coefficient"),
            },
            outputs={"tracked_detections": "regions"},
        ),
    ),
    keeps_state=True,
    summary="{bbox_smoothing_coefficient} of the way",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    kept = [context.of_stream(context.place(index), _Calmed) for index in range(len(batch))]
    numbered = list(zip(batch, kept, strict=True))
    return per_picture(numbered, context, lambda one: _outputs(one[0], one[1], params))


def _outputs(inputs: Inputs, calmed: _Calmed, params: Params) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    told = calmed.step(tracked(regions), params)
    return Outputs(replace(regions, items=tuple(told)))
