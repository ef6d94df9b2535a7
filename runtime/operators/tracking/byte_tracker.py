"""Follows objects along the frames of a video, also when they are half hidden.

Each region that is recognised from the frame before keeps its `track_id`: a car is `1` in every
frame, from where it comes in to where it leaves. Sure finds are matched first, then unsure ones to
the tracks that are left, so let the detector answer low scores too (`min_value` 0.1). Boxes are
matched by their overlap: sample the video so often, every 100 or 200 ms, that an object overlaps
its own box of the frame before. The second output has objects in the frame they first come in.
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
    confidence_thresh: float = Field(
        default=0.5, ge=0, le=1, title="Sure from",
        description="Regions with at least this score are matched first.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    new_track_confidence_thresh: float = Field(
        default=0.5, ge=0, le=1, title="New from",
        description="A new track begins with at least this score.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    high_confidence_match_thresh: float = Field(
        default=0.8, ge=0.05, le=1, title="Sure match",
        description="How little a sure region may overlap its track: one minus the overlap.",
    )  # fmt: skip
    low_confidence_match_thresh: float = Field(
        default=0.5, ge=0.05, le=1, title="Unsure match",
        description="The same for an unsure region.",
    )  # fmt: skip
    unconfirmed_match_thresh: float = Field(
        default=0.7, ge=0.05, le=1, title="Second match",
        description="The same for a track that was seen in one frame only.",
    )  # fmt: skip


@operator(
    "byte-tracker",
    title="Byte tracker",
    group="Video",
    icon="route",
    aliases=("roboflow_core/byte_tracker@v1", "roboflow_core/byte_tracker@v2",
             "roboflow_core/byte_tracker@v3", "roboflow_core/trackers_bytetrack@v1",
             "ByteTracker"),
    keeps_state=True,
    summary="sure from {confidence_thresh}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.byte import ByteTracker
    from runtime.inference.tracking.tracks import follow

    def make() -> ByteTracker:
        return ByteTracker(
            sure_score=params.confidence_thresh,
            first_score=params.new_track_confidence_thresh,
            sure_apart=params.high_confidence_match_thresh,
            unsure_apart=params.low_confidence_match_thresh,
            unconfirmed_apart=params.unconfirmed_match_thresh,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
        )

    answers = follow([inputs.regions for inputs in batch], params, context, make)
    return [Outputs(answer.tracked, answer.new) for answer in answers]
