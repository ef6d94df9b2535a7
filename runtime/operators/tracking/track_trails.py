"""Draws the way that each tracked object has come.

A line follows every object through the places it was seen in, in a colour of its own that stays
the same for the whole video. With `length` 30 it shows the last thirty frames; objects out of sight
lose their trail as the video goes on. Put a tracker before this node and *Video maker* after it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.tracking.ways import Spot, spot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.tracking.ways import Point

_GOLDEN = 0.618034
"""Steps of this share of the colour circle never come close to one another."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frame to draw on."})
    regions: Regions = field(metadata={"help": "The regions of a tracker in this frame."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the frame with the trails."})


class Params(OperatorParams):
    length: int = Field(
        default=30, ge=2, le=1000, description="How many frames back a trail reaches."
    )
    line_width: int = Field(
        default=3, ge=1, le=40, title="Line width", description="Width of the trail.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip
    judge_by: Spot = Field(
        default="middle", title="From",
        description="The region's middle, or its foot, the middle of its lower edge.",
    )  # fmt: skip


@dataclass
class _Trails:
    """What is known along one video: for each track its places, with the frame of each."""

    ways: dict[str, deque[tuple[int, Point]]] = field(default_factory=dict)
    colors: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session, in the order in which trails are drawn."""
        ways = [[track, list(way)] for track, way in self.ways.items()]
        return {"ways": ways, "colors": self.colors}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Draw on."""
        self.ways = {
            track: deque((frame, (x, y)) for frame, (x, y) in way) for track, way in stored["ways"]
        }
        self.colors = {track: (r, g, b) for track, (r, g, b) in stored["colors"].items()}


@operator(
    "track-trails",
    title="Track trails",
    group="Video",
    icon="spline",
    keeps_state=True,
    summary="{length} frames",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        trails = context.of_stream(place, _Trails)
        frame = place.anchor.frame
        _go_on(trails, inputs.regions, index if frame is None else frame, params)
        outcomes.append(Outputs(_draw(inputs.image, trails, params)))
        context.progress(index + 1, len(batch))
    return outcomes


def _go_on(trails: _Trails, regions: Regions, frame: int, params: Params) -> None:
    for region in regions.items:
        if region.track_id is None:
            continue
        way = trails.ways.setdefault(region.track_id, deque())
        way.append((frame, spot_of(region.box, params.judge_by)))
        trails.colors.setdefault(region.track_id, _color(len(trails.colors)))
    for track, way in list(trails.ways.items()):
        while way and way[0][0] <= frame - params.length:
            way.popleft()
        if not way:
            del trails.ways[track]


def _draw(image: Image, trails: _Trails, params: Params) -> Image:
    import cv2
    import numpy as np

    canvas = image.pixels.copy()
    size = np.array([image.width - 1, image.height - 1])
    for track, way in trails.ways.items():
        points = np.rint(np.array([point for _, point in way]) * size).astype(np.int32)
        color = trails.colors[track]
        cv2.polylines(
            canvas, [points], isClosed=False, color=color, thickness=params.line_width,
            lineType=cv2.LINE_AA,
        )  # fmt: skip
        head = (int(points[-1][0]), int(points[-1][1]))
        cv2.circle(canvas, head, params.line_width + 2, color, -1, cv2.LINE_AA)
    return image.with_pixels(np.asarray(canvas, np.uint8))


def _color(number: int) -> tuple[int, int, int]:
    import colorsys

    red, green, blue = colorsys.hsv_to_rgb(number * _GOLDEN % 1, 0.85, 0.95)
    return round(red * 255), round(green * 255), round(blue * 255)
