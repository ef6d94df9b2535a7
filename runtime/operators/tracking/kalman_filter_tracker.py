"""Follows objects along the frames of a video by foretelling where they go.

Each track has a Kalman filter that expects the object a little further on its way; the region that
fits best goes on with its `track_id`. A ball that flies behind a tree for five frames comes out as
the same track. Regions are matched by their overlap, or with `distance_metric` `centres` by how
far their middles are apart, which also works when frames are seconds apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Regions
from runtime.inference.tracking.tracks import NewFrom, TrackParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "What a detector found in each frame."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that belong to a track, with its id."})
    new: Regions = field(metadata={"help": "Those of them that are seen for the first time."})


class Params(TrackParams):
    initialization_confidence: NewFrom = 0.3
    distance_metric: Literal["overlap", "centres"] = Field(
        default="overlap", title="Match by", description="What makes two boxes fit."
    )
    association_confidence: float = Field(
        default=0.3, ge=0.01, le=1, title="Least overlap",
        description="How much a region overlaps the foretold box at least, by overlap.",
    )  # fmt: skip
    max_distance: float = Field(
        default=0.2, ge=0.001, le=1.5, title="Most distance",
        description="How far it may be from there, in widths of the picture, by centres.",
    )  # fmt: skip


@operator(
    "kalman-filter-tracker",
    title="Kalman filter tracker",
    group="Video",
    icon="route",
    aliases=("sort-tracker", "kalman-tracker"),
    keeps_state=True,
    summary="by {distance_metric}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.sort import SortTracker
    from runtime.inference.tracking.tracks import follow

    by_centre = params.distance_metric == "centres"

    def make() -> SortTracker:
        return SortTracker(
            most_apart=params.max_distance if by_centre else 1 - params.association_confidence,
            least_first_score=params.initialization_confidence,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
            by_centre=by_centre,
        )

    answers = follow([inputs.regions for inputs in batch], params, context, make)
    return [Outputs(answer.tracked, answer.new) for answer in answers]
