"""Follows objects along the frames of a video, also when they are half hidden.

Each region that is recognised from the frame before keeps its `track_id`: a car is `1` in every
frame, from where it comes in to where it leaves. Sure finds are matched first, then unsure ones to
the tracks that are left, so let the detector answer low scores too (`min_value` 0.1). Boxes are
matched by their overlap: sample the video so often, every 100 or 200 ms, that an object overlaps
its own box of the frame before. The second output has objects in the frame they first come in, the
third those known before. Tracks are kept along one stream: for one run, or for the calls of a named
session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Setting, Wire
from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.pixels import placed
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
    new: Regions = field(metadata={"help": "Those of them that are seen for the first time."})
    again: Regions = field(metadata={"help": "Those of them that were seen before."})


class Params(TrackParams):
    confidence_thresh: float = Field(
        default=0.5, ge=0, le=1, title="Sure from",
        description="Regions with at least this score are matched first.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    new_track_confidence_thresh: float | None = Field(
        default=0.5, ge=0, le=1, title="New from",
        description="A new track begins with at least this score; a tenth above *Sure from* when "
        "empty.",
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
    weigh_by_score: bool = Field(
        default=False, description="Whether a sure region's overlap counts by its score."
    )
    confirmed_only: bool = Field(
        default=False,
        description="Whether a track that begins later than the stream is told only once it was "
        "seen a second time, or as often as *Least frames* says.",
    )


_FIELDS: dict[str, Wire | Setting] = {
    "detections": Wire("regions"),
    "track_activation_threshold": Setting("confidence_thresh", default=0.25),
    "lost_track_buffer": Setting("max_disappeared", default=30),
    "minimum_matching_threshold": Setting("high_confidence_match_thresh", default=0.8),
    "minimum_consecutive_frames": Setting("min_visible_frames", default=1),
}
_OUTPUTS = {"tracked_detections": "regions"}
_FIXED = {
    "new_track_confidence_thresh": None, "weigh_by_score": True, "confirmed_only": True,
    "per_class": False,
}  # fmt: skip
_ABOVE = 0.1
"""How much surer than sure the first find of a track is, where nothing else is said."""


@operator(
    "byte-tracker",
    title="Byte tracker",
    group="Video",
    icon="route",
    aliases=("ByteTracker",),
    blocks=(
        Block(
            "roboflow_core/byte_tracker@v3",
            fields={
                "image": Wire("image", required=True),
                **_FIELDS,
                "instances_cache_size": Ignored("Every track is remembered."),
            },
            outputs={
                **_OUTPUTS, "new_instances": "new", "already_seen_instances": "again",
            },
            fixed=_FIXED,
            loose=tuple(_FIXED),
        ),
        Block(
            "roboflow_core/byte_tracker@v2",
            fields={"image": Wire("image", required=True), **_FIELDS},
            outputs=_OUTPUTS,
            fixed=_FIXED,
            loose=tuple(_FIXED),
        ),
        Block(
            "roboflow_core/byte_tracker@v1",
            fields={"metadata": Ignored("A frame tells its stream by itself."), **_FIELDS},
            outputs=_OUTPUTS,
            fixed=_FIXED,
            loose=tuple(_FIXED),
        ),
    ),
    keeps_state=True,
    summary="sure from {confidence_thresh}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.byte import ByteTracker
    from runtime.inference.tracking.tracks import follow

    first = params.new_track_confidence_thresh
    if first is None:
        above = params.confidence_thresh + _ABOVE
        first = above if above <= 1 else params.confidence_thresh

    def make() -> ByteTracker:
        return ByteTracker(
            sure_score=params.confidence_thresh,
            first_score=first,
            sure_apart=params.high_confidence_match_thresh,
            unsure_apart=params.low_confidence_match_thresh,
            unconfirmed_apart=params.unconfirmed_match_thresh,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
            weighs=params.weigh_by_score,
            confirmed_only=params.confirmed_only,
            needs=params.min_visible_frames if params.confirmed_only else 1,
        )

    answers = follow(
        [placed(inputs.regions, inputs.image) for inputs in batch], params, context, make
    )
    return [Outputs(answer.tracked, answer.new, answer.again) for answer in answers]
