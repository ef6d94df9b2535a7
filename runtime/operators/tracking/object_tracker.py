"""Follows objects along the frames of a video, and tells them once they are surely there.

Each region that is recognised from the frame before keeps its `track_id`. A track is told only
after it was seen in `minimum_consecutive_frames` running, so that a single false find gets no
number. With `high_conf_det_threshold` over 0 (the ByteTrack method) sure regions are matched first
and unsure ones to the tracks that are left; at 0 (the SORT method) all at once. Tracks are kept
along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Field as BlockField
from runtime.contracts.blocks import Setting
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
    minimum_consecutive_frames: int = Field(
        default=2, ge=0, le=1_000_000, title="Frames running",
        description="A track is told once it was seen in so many frames running.",
    )  # fmt: skip
    minimum_iou_threshold: float = Field(
        default=0.1, ge=0, le=1, title="Least overlap",
        description="Common area over the area of both, of a region and where its track is "
        "expected.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    track_activation_threshold: NewFrom = 0.7
    high_conf_det_threshold: float = Field(
        default=0.6, ge=0, le=1, title="Sure from",
        description="Regions with at least this score are matched first; 0 matches all at once.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _settings(**defaults: float) -> dict[str, BlockField]:
    return {name: Setting(name, default=one) for name, one in defaults.items()}


@operator(
    "object-tracker",
    title="Object tracker",
    group="Video",
    icon="route",
    blocks=(
        tracker_block(
            "trackers_bytetrack@v1",
            _settings(
                minimum_iou_threshold=0.1,
                minimum_consecutive_frames=2,
                track_activation_threshold=0.7,
                high_conf_det_threshold=0.6,
            ),
        ),
        tracker_block(
            "trackers_sort@v1",
            _settings(
                minimum_iou_threshold=0.3,
                minimum_consecutive_frames=3,
                track_activation_threshold=0.25,
            ),
            high_conf_det_threshold=0,
        ),
    ),
    keeps_state=True,
    summary="after {minimum_consecutive_frames} frames",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.rounds import RoundTracker
    from runtime.inference.tracking.tracks import follow

    def make() -> RoundTracker:
        return RoundTracker(
            sure_score=params.high_conf_det_threshold,
            first_score=params.track_activation_threshold,
            least_overlap=params.minimum_iou_threshold,
            needs=params.minimum_consecutive_frames,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
        )

    frames = [placed(inputs.regions, inputs.image) for inputs in batch]
    answers = follow(frames, params, context, make)
    return [Outputs(answer.tracked, answer.new, answer.again) for answer in answers]
