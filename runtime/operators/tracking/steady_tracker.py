"""Follows objects in the pictures of a camera that stands still, with a threshold for each match.

Each region that is recognised from the frame before keeps its `track_id`. Sure regions are matched
to known tracks first, then unsure ones to the tracks that are left, then sure ones to tracks that
are too young to be told; each match asks for an overlap of its own. It is the BoT-SORT method
without its looks and without making up for a moving camera. Tracks are kept along one stream: for
one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Ignored, Setting
from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.tracker_blocks import tracker_block
from runtime.inference.tracking.tracks import NewFrom, TrackParams

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
    minimum_iou_threshold_first_assoc: float = Field(
        default=0.2, ge=0, le=1, title="Overlap, first match",
        description="Of a sure region and its track, times the region's score.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    minimum_iou_threshold_second_assoc: float = Field(
        default=0.5, ge=0, le=1, title="Overlap, second match",
        description="Of an unsure region and its track.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    minimum_iou_threshold_unconfirmed_assoc: float = Field(
        default=0.3, ge=0, le=1, title="Overlap, young tracks",
        description="Of a sure region and a track not told yet, times the region's score.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    minimum_consecutive_frames: int = Field(
        default=2, ge=1, le=1_000_000, title="Frames seen",
        description="A track is told once it was seen in so many frames.",
    )  # fmt: skip
    track_activation_threshold: NewFrom = 0.7
    high_conf_det_threshold: float = Field(
        default=0.6, ge=0, le=1, title="Sure from",
        description="Regions with at least this score are matched first.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    instant_first_frame_activation: bool = Field(
        default=False, title="Tell the first frame",
        description="Whether tracks that begin in the first frame are told at once.",
    )  # fmt: skip
    enable_cmc: Literal[False] = Field(
        default=False, title="Make up for the camera",
        description="No: a moving camera is not made up for.",
    )  # fmt: skip


_NAMES = (
    "minimum_iou_threshold_first_assoc", "minimum_iou_threshold_second_assoc",
    "minimum_iou_threshold_unconfirmed_assoc", "minimum_consecutive_frames",
    "track_activation_threshold", "high_conf_det_threshold", "instant_first_frame_activation",
    "enable_cmc",
)  # fmt: skip
_UNUSED = Ignored("A moving camera is not made up for.")


@operator(
    "steady-tracker",
    title="Steady camera tracker",
    group="Video",
    icon="route",
    blocks=(
        tracker_block(
            "trackers_botsort@v1",
            {
                "cmc_method": _UNUSED,
                "cmc_downscale": _UNUSED,
                **{name: Setting(name) for name in _NAMES},
            },
            min_confidence=0.1,
        ),
    ),
    keeps_state=True,
    summary="sure from {high_conf_det_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.byte import ByteTracker
    from runtime.inference.tracking.tracks import follow

    def make() -> ByteTracker:
        return ByteTracker(
            sure_score=params.high_conf_det_threshold,
            first_score=params.track_activation_threshold,
            sure_apart=1 - params.minimum_iou_threshold_first_assoc,
            unsure_apart=1 - params.minimum_iou_threshold_second_assoc,
            unconfirmed_apart=1 - params.minimum_iou_threshold_unconfirmed_assoc,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
            weighs=True,
            confirmed_only=True,
            needs=params.minimum_consecutive_frames,
            at_once=params.instant_first_frame_activation,
        )

    frames = [placed(inputs.regions, inputs.image) for inputs in batch]
    answers = follow(frames, params, context, make)
    return [Outputs(answer.tracked, answer.new, answer.again) for answer in answers]
