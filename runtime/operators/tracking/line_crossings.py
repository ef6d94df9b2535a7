"""Counts tracked objects that cross a line in pixels, each way by itself.

The line goes from its first point to its second. Looking that way, who comes to its left side
counts as in, who comes to its right side as out: for `[[0, 50], [200, 50]]` a car that drives up
the picture comes in. An object is judged by one point of its box, or by all four corners: then it
counts once the whole box is over. Only what lies beside the line counts, not beyond its ends. Put a
tracker before it. Counts run along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, Region, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import (
    ANCHOR_WORDS,
    TrackAnchor,
    size_for,
    spot,
    tracked,
)
from runtime.inference.tracking.ways import side
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Placement

Point = tuple[float, float]
_CORNERS = ("top left", "top right", "bottom left", "bottom right")
_MOST_ABSENT = 2
"""After so many frames without a track it is forgotten on which side it was."""


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame they lie in, where they do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    count_in: Number = field(metadata={"help": "How many came in so far."})
    count_out: Number = field(metadata={"help": "How many went out so far."})
    came_in: Regions = field(metadata={"help": "The regions that come in in this frame."})
    went_out: Regions = field(metadata={"help": "The regions that go out in this frame."})


class Params(OperatorParams):
    line_segment: tuple[Point, Point] = Field(
        default=((0, 0), (100, 100)), title="Line", description="Both ends as [x, y] in pixels."
    )
    triggering_anchor: TrackAnchor | None = Field(
        default=None, title="Judge by",
        description="Which point of a region crosses; all four corners when none is named.",
    )  # fmt: skip

    @model_validator(mode="after")
    def _a_line_has_two_ends(self) -> Params:
        if self.line_segment[0] == self.line_segment[1]:
            message = "A line needs two different points."
            raise ValueError(message)
        return self


@dataclass
class _Gate:
    """What is known along one stream."""

    sides: dict[str, bool] = field(default_factory=dict)
    """Whether each track is on the left side."""
    absent: dict[str, int] = field(default_factory=dict)
    came_in: int = 0
    went_out: int = 0

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return vars(self)

    def from_json(self, stored: dict[str, Any]) -> None:
        """Count on."""
        self.sides, self.absent = dict(stored["sides"]), dict(stored["absent"])
        self.came_in, self.went_out = stored["came_in"], stored["went_out"]

    def forget(self, present: set[str]) -> None:
        """Forget those that were not there for some frames."""
        for track in list(self.sides):
            self.absent[track] = 0 if track in present else self.absent.get(track, 0) + 1
            if self.absent[track] >= _MOST_ABSENT:
                del self.sides[track], self.absent[track]


@operator(
    "line-crossings",
    title="Line crossings",
    group="Video",
    icon="footprints",
    blocks=(
        Block(
            "roboflow_core/line_counter@v2",
            fields={
                "image": Wire("image", required=True),
                "detections": Wire("regions"),
                "line_segment": Setting("line_segment", required=True),
                "triggering_anchor": Setting("triggering_anchor", words=ANCHOR_WORDS),
            },
            outputs={
                "count_in": Out("count_in", ("integer",)),
                "count_out": Out("count_out", ("integer",)),
                "detections_in": "came_in",
                "detections_out": "went_out",
            },
        ),
        Block(
            "roboflow_core/line_counter@v1",
            fields={
                "metadata": Ignored("A frame tells its stream by itself."),
                "detections": Wire("regions"),
                "line_segment": Setting("line_segment", required=True),
                "triggering_anchor": Setting(
                    "triggering_anchor", default="CENTER", words=ANCHOR_WORDS
                ),
            },
            outputs={
                "count_in": Out("count_in", ("integer",)),
                "count_out": Out("count_out", ("integer",)),
            },
        ),
    ),
    keeps_state=True,
    summary="{line_segment}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    gates = [context.of_stream(context.place(index), _Gate) for index in range(len(batch))]
    numbered = list(zip(batch, gates, strict=True))
    return per_picture(numbered, context, lambda one: _passed(one[0], one[1], params))


def _passed(inputs: Inputs, gate: _Gate, params: Params) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    size = size_for(regions)
    known = tracked(regions)
    gate.forget({track for track, _ in known})
    came_in: list[Region] = []
    went_out: list[Region] = []
    for track, region in known:
        assert size is not None
        left = _on_left(region, params, size)
        if left is None:
            continue
        before = gate.sides.setdefault(track, left)
        if left != before:
            gate.sides[track] = left
            (came_in if left else went_out).append(region)
    gate.came_in += len(came_in)
    gate.went_out += len(went_out)
    return Outputs(
        Number(gate.came_in),
        Number(gate.went_out),
        replace(regions, items=tuple(came_in)),
        replace(regions, items=tuple(went_out)),
    )


def _on_left(region: Region, params: Params, size: Placement) -> bool | None:
    """Whether a region is on the left; None while it is on both sides, or beyond the ends."""
    names = _CORNERS if params.triggering_anchor is None else (params.triggering_anchor,)
    points = [spot(region, name, size) for name in names]
    (ax, ay), (bx, by) = params.line_segment
    for x, y in points:
        past_start = (x - ax) * (bx - ax) + (y - ay) * (by - ay) >= 0
        before_end = (x - bx) * (bx - ax) + (y - by) * (by - ay) <= 0
        if not (past_start and before_end):
            return None
    sides = {side(params.line_segment, point) < 0 for point in points}
    return sides.pop() if len(sides) == 1 else None
