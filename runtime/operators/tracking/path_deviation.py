"""Measures how far the way of each tracked object is from the way it should take.

`path_deviation` is the Fréchet distance in pixels: with one person walking the reference path and
one the object's, never back, the shortest leash that reaches all along. Someone who walks 20 pixels
beside the path has 20. The way so far is compared with the whole path, so it is large at the begin
and falls as the object gets on. Put a tracker before it. Ways are kept along one stream: for one
run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import dist
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import (
    ANCHOR_WORDS,
    TrackAnchor,
    size_for,
    spot,
    tracked,
)
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
    regions: Regions = field(metadata={"help": "The regions, each with its deviation."})


class Params(OperatorParams):
    reference_path: list[Point] = Field(
        default=[(0, 0), (100, 100)], min_length=1, max_length=10_000,
        description="The way that objects should take, as points [x, y] in pixels.",
    )  # fmt: skip
    triggering_anchor: TrackAnchor = Field(
        default="center", title="Judge by", description="Which point of a region leaves the way."
    )


@dataclass
class _Ways:
    """For each track the leash that it needs up to now, for every point of the path."""

    leashes: dict[str, list[float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, list[float]]:
        """For the next call of a session."""
        return self.leashes

    def from_json(self, stored: dict[str, list[float]]) -> None:
        """Go on."""
        self.leashes = {track: list(row) for track, row in stored.items()}

    def step(self, track: str, at: Point, path: Sequence[Point]) -> float:
        """The leash after the object came here."""
        away = [dist(at, point) for point in path]
        before = self.leashes.get(track)
        row: list[float] = []
        for index, distance in enumerate(away):
            ways = [row[-1]] if row else []
            if before is not None:
                ways += before[max(0, index - 1) : index + 1]
            row.append(max(min(ways), distance) if ways else distance)
        self.leashes[track] = row
        return row[-1]


_FIELDS: dict[str, Wire | Setting | Ignored] = {
    "detections": Wire("regions"),
    "triggering_anchor": Setting("triggering_anchor", words=ANCHOR_WORDS),
    "reference_path": Setting("reference_path", required=True),
}


@operator(
    "path-deviation",
    title="Path deviation",
    group="Video",
    icon="spline",
    blocks=(
        Block(
            "roboflow_core/path_deviation_analytics@v2",
            fields={"image": Wire("image", required=True), **_FIELDS},
            outputs={"path_deviation_detections": "regions"},
        ),
        Block(
            "roboflow_core/path_deviation_analytics@v1",
            fields={"metadata": Ignored("A frame tells its stream by itself."), **_FIELDS},
            outputs={"path_deviation_detections": "regions"},
        ),
    ),
    keeps_state=True,
    summary="by {triggering_anchor}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    ways = [context.of_stream(context.place(index), _Ways) for index in range(len(batch))]
    numbered = list(zip(batch, ways, strict=True))
    return per_picture(numbered, context, lambda one: _measured(one[0], one[1], params))


def _measured(inputs: Inputs, ways: _Ways, params: Params) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    size = size_for(regions)
    told = []
    for track, region in tracked(regions):
        assert size is not None
        at = spot(region, params.triggering_anchor, size)
        away = ways.step(track, at, params.reference_path)
        told.append(replace(region, facts={**region.facts, "path_deviation": away}))
    return Outputs(replace(regions, items=tuple(told)))
