"""Takes pictures out of a video, one every so often.

Each picture is a frame with its number and its time, and what follows runs once for each of them.
With `sample_ms` 1000 a clip of ten seconds gives ten frames, at 0, 1000, 2000 ms and so on; wire
them to *Visual detector* and the regions come back frame by frame. A frame is the first one that is
shown at or after its time, and never comes twice. Long videos take time but no more memory: frames
are kept compressed. *Video maker* joins frames to a video again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Anchor, Each, Image, Shot, Video
from runtime.media.engine import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    video: Video = field(metadata={"help": "The video to take pictures out of."})


@dataclass(frozen=True)
class Outputs:
    frames: Each[Image] = field(metadata={"help": "The pictures, in the order they are shown."})


class Params(OperatorParams):
    sample_ms: int = Field(
        default=1000, ge=100, le=60_000, title="Every",
        description="Milliseconds from one frame to the next.",
    )  # fmt: skip
    start_ms: int = Field(
        default=0, ge=0, le=600_000, title="From", description="Where to begin, in milliseconds."
    )
    end_ms: int = Field(
        default=0, ge=0, le=600_000, title="To",
        description="Where to stop, in milliseconds; 0 for the end of the video.",
    )  # fmt: skip
    max_frames: int = Field(
        default=1000, ge=1, le=6000, title="Most frames",
        description="The most frames to take; what comes later is left out.",
    )  # fmt: skip


@operator(
    "video-frames",
    title="Sample video frames",
    group="Video",
    icon="film",
    heavy=True,
    available=why_not,
    summary="every {sample_ms} ms",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.media.per_picture import per_picture

    return per_picture(
        batch, context, lambda inputs: Outputs(_frames(inputs.video, params, context))
    )


def _shot(video: Video, time_ms: int, index: int) -> Shot:
    """A picture's place in the film; without its rate, the pictures that are taken are counted."""
    number = round(time_ms * video.fps / 1000) if video.fps else index
    at = datetime.fromtimestamp(time_ms / 1000, UTC).isoformat()
    total = round(video.duration_ms * video.fps / 1000) or None
    return Shot(
        video.blob, number + 1, at, time_ms, fps=video.fps or None, from_file=True, total=total
    )


def _frames(video: Video, params: Params, context: Context) -> Each[Image]:
    from runtime.contracts.errors import CancelledError, OperatorFailedError
    from runtime.media.picture_file import PictureFile
    from runtime.media.video import sample_frames

    if 0 < params.end_ms <= params.start_ms:
        message = f"The end, {params.end_ms} ms, is not after the start, {params.start_ms} ms."
        raise OperatorFailedError(message)
    packed = PictureFile()
    images: list[Image] = []
    anchors: list[Anchor] = []
    expected = max(1, min(params.max_frames, video.duration_ms // params.sample_ms))
    with context.require_files().open(video.blob) as file:
        frames = sample_frames(
            file, "The video", params.sample_ms, params.start_ms, params.end_ms or None,
            stop=lambda: context.cancel.cancelled,
        )  # fmt: skip
        for frame in frames:
            anchors.append(Anchor(frame=len(images), time_ms=frame.time_ms))
            image = replace(frame.image, shot=_shot(video, frame.time_ms, len(images)))
            images.append(packed.pack_image(image))
            context.progress(min(len(images), expected), expected)
            if len(images) >= params.max_frames:
                break
    if context.cancel.cancelled:
        raise CancelledError("The run was cancelled.")
    return Each(tuple(images), tuple(anchors))
