"""Follows objects that are hidden for a while or change their way.

Each region that is recognised from the frame before keeps its `track_id`. Besides their overlap,
the direction counts that a track had over the last `delta_t` frames; one that was missed is looked
for where it was last seen. Dancers that cross keep their numbers. After the first frames, a track
is told only while it was seen in `minimum_consecutive_frames` running. Tracks are kept along one
stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Setting
from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.tracker_blocks import tracker_block
from runtime.inference.tracking.tracks import TrackParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "What a detector found in each frame."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame, where the regions do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that belong to a track, with its id."})
    new: Regions = field(metadata={"help": "Those of them that are told for the first time."})
    again: Regions = field(metadata={"help": "Those of them that were told before."})


class Params(TrackParams):
    minimum_iou_threshold: float = Field(
        default=0.3, ge=0, le=1, title="Least overlap",
        description="Common area over the area of both, of a region and where its track is "
        "expected.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    minimum_consecutive_frames: int = Field(
        default=3, ge=0, le=1_000_000, title="Frames running",
        description="A track is told while it was seen in so many frames running.",
    )  # fmt: skip
    high_conf_det_threshold: float = Field(
        default=0.6, ge=0, le=1, title="Sure from",
        description="Regions with a lower score are not looked at.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    direction_consistency_weight: float = Field(
        default=0.2, ge=0, le=1, title="Weight of direction",
        description="How much it counts that a region lies in a track's direction.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    delta_t: int = Field(
        default=3, ge=1, le=100, title="Frames looked back",
        description="Over how many frames the direction is taken.",
    )  # fmt: skip


_NAMES = (
    "minimum_iou_threshold", "minimum_consecutive_frames", "high_conf_det_threshold",
    "direction_consistency_weight", "delta_t",
)  # fmt: skip


@operator(
    "motion-tracker",
    title="Motion tracker",
    group="Video",
    icon="route",
    blocks=(tracker_block("trackers_ocsort@v1", {name: Setting(name) for name in _NAMES}),),
    keeps_state=True,
    summary="sure from {high_conf_det_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.observed import ObservedTracker
    from runtime.inference.tracking.tracks import follow

    def make() -> ObservedTracker:
        return ObservedTracker(
            sure_score=params.high_conf_det_threshold,
            least_overlap=params.minimum_iou_threshold,
            needs=params.minimum_consecutive_frames,
            max_disappeared=params.max_disappeared,
            direction_weight=params.direction_consistency_weight,
            look_back=params.delta_t,
            per_class=params.per_class,
        )

    frames = [placed(inputs.regions, inputs.image) for inputs in batch]
    answers = follow(frames, params, context, make)
    return [Outputs(answer.tracked, answer.new, answer.again) for answer in answers]
