"""Draws behind each tracked thing the way it came.

A line joins the places of a track in the last *trace length* frames, in the colour of its class,
its track or its place in the list. Put a tracker before this node. *Track trails* fades its lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import (
    COLORS,
    ColorParams,
    Spot,
    drawing_block,
    supervision_missing,
)
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frames of a video, in order."})
    regions: Regions = field(metadata={"help": "The regions of a tracker."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the frame with the lines."})


class Params(ColorParams):
    position: Spot = Field(default="CENTER", description="Which place of a region is followed.")
    trace_length: int = Field(
        default=30, ge=1, le=1000, description="Over how many frames a line goes back."
    )
    thickness: int = Field(
        default=1,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )


@dataclass
class _Ways:
    """The last places of every track, each with the number of its frame."""

    frame: int = 0
    points: list[tuple[int, int, float, float]] = field(default_factory=list)
    """Frame, track, x and y."""

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return {"frame": self.frame, "points": [list(point) for point in self.points]}

    def from_json(self, stored: Any) -> None:
        """Go on from there."""
        self.frame = stored["frame"]
        self.points = [(frame, track, x, y) for frame, track, x, y in stored["points"]]

    def add(self, tracks: list[int], places: list[tuple[float, float]], longest: int) -> None:
        """The places of the next frame."""
        added = zip(tracks, places, strict=True)
        self.points += [(self.frame, track, x, y) for track, (x, y) in added]
        self.points = [point for point in self.points if point[0] > self.frame - longest]
        self.frame += 1


@operator(
    "draw-traces",
    title="Draw traces",
    group="Draw",
    icon="footprints",
    blocks=(
        drawing_block(
            "trace_visualization@v1", *COLORS, "position", "trace_length", "thickness",
            names=("TraceVisualization",),
        ),
    ),
    available=supervision_missing,
    keeps_state=True,
    heavy=True,
    summary="{trace_length} frames",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = list(enumerate(batch))
    return per_picture(numbered, context, lambda item: _outputs(item[1], item[0], params, context))


def _outputs(inputs: Inputs, index: int, params: Params, context: Context) -> Outputs:
    import numpy as np

    from runtime.media.annotating import colors_of, detections, spot
    from runtime.media.opencv import cv2

    ways = context.of_stream(context.place(index), _Ways)
    regions = Regions(tuple(item for item in inputs.regions.items if item.track_id is not None))
    found = detections(regions, inputs.image)
    if found.tracker_id is None:
        ways.add([], [], params.trace_length)
        return Outputs(inputs.image)
    tracks = [int(track) for track in found.tracker_id]
    anchors = found.get_anchors_coordinates(spot(params.position))
    ways.add(tracks, [(float(x), float(y)) for x, y in anchors], params.trace_length)
    new = inputs.image.pixels.copy()
    for track, ink in zip(tracks, colors_of(found, params), strict=True):
        way = [(x, y) for _, other, x, y in ways.points if other == track]
        if len(way) > 1:
            line = np.asarray(way, np.float32).astype(np.int32)
            cv2.polylines(new, [line], False, ink, params.thickness)  # noqa: FBT003
    return Outputs(inputs.image.with_pixels(new))
