"""Follows objects along the frames of a video by the distance of their middles.

The plainest tracker: a region goes on with the track whose middle was nearest in the frame before,
if it was no further than `max_distance`. It needs no overlap, so it also follows objects in frames
that are seconds apart, as long as they keep away from one another. A car that moves a tenth of the
picture from frame to frame is one track with `max_distance` 0.2 and many with 0.05.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Regions
from runtime.inference.tracking.tracks import TrackParams

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
    max_distance: float = Field(
        default=0.2, ge=0.001, le=1.5, title="Most distance",
        description="How far an object may move from frame to frame, in widths of the picture.",
    )  # fmt: skip


@operator(
    "centroid-tracker",
    title="Centroid tracker",
    group="Video",
    icon="route",
    keeps_state=True,
    summary="within {max_distance}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.sort import SortTracker
    from runtime.inference.tracking.tracks import follow

    def make() -> SortTracker:
        return SortTracker(
            most_apart=params.max_distance,
            least_first_score=params.min_confidence,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
            by_centre=True,
            foretells=False,
        )

    answers = follow([inputs.regions for inputs in batch], params, context, make)
    return [Outputs(answer.tracked, answer.new) for answer in answers]
