"""Joins the frames of a video to a video again.

Wire what was computed for each frame, such as the pictures of *Draw regions*, and the answer is one
MP4 (H.264) that every browser plays. It plays as fast as the frames were taken, one a second after
*Sample video frames* at 1000 ms; `fps` 10 shows ten frames a second instead. Frames that ended on
the way are left out. Wire *Audio from video* to `sound` to keep what was said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Audio, Image, Video
from runtime.media.engine import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN_FPS = 10.0
"""For pictures that carry no time, such as the crops of one picture."""


@dataclass(frozen=True)
class Inputs:
    frames: All[Image] = field(metadata={"help": "The pictures, in the order they are shown."})
    sound: Audio | None = field(default=None, metadata={"help": "What is heard meanwhile."})


@dataclass(frozen=True)
class Outputs:
    video: Video = field(metadata={"help": "The pictures as an MP4."})


class Params(OperatorParams):
    fps: float = Field(
        default=0, ge=0, le=60, title="Frames a second",
        description="How fast it plays; 0 for as fast as the frames were taken.",
    )  # fmt: skip
    quality: int = Field(
        default=23, ge=15, le=40,
        description="Lower is better and larger: 18 looks like the original, 30 is small.",
    )  # fmt: skip


@operator(
    "video-maker",
    title="Video maker",
    group="Video",
    icon="video",
    heavy=True,
    available=why_not,
    summary="H.264 in MP4",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.media.per_picture import per_picture

    return per_picture(batch, context, lambda inputs: _make(inputs, params, context))


def _make(inputs: Inputs, params: Params, context: Context) -> Outputs:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from runtime.contracts.errors import CancelledError, OperatorFailedError
    from runtime.media.video_writer import MEDIA_TYPE, VideoWriter, encoded_size

    images = [image for image in inputs.frames.values if image is not None]
    if not images:
        message = "There is no frame to make a video of. Look at the nodes before this one."
        raise OperatorFailedError(message)
    shown_ms = [1000 / params.fps] * len(images) if params.fps else _taken_ms(inputs.frames)
    fps = len(images) * 1000 / sum(shown_ms)
    size = encoded_size(images[0].width, images[0].height)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.mp4"
        with VideoWriter(path, size, fps, params.quality, inputs.sound) as writer:
            for done, (image, milliseconds) in enumerate(zip(images, shown_ms, strict=True)):
                if context.cancel.cancelled:
                    raise CancelledError("The run was cancelled.")
                writer.add(image, milliseconds)
                context.progress(done, len(images))
        with path.open("rb") as file:
            blob = context.require_files().keep(file, MEDIA_TYPE)
    return Outputs(Video(blob, MEDIA_TYPE, *size, writer.duration_ms, round(fps, 3)))


def _taken_ms(frames: All[Image]) -> list[float]:
    """How long each frame is shown: until the next was taken; the last as long as most."""
    times = [
        frames.anchors[index].time_ms if index < len(frames.anchors) else None
        for index, image in enumerate(frames.values)
        if image is not None
    ]
    known = [time for time in times if time is not None]
    gaps = [after - before for before, after in pairwise(known)]
    if len(known) < len(times) or not gaps or min(gaps) <= 0:
        return [1000 / _PLAIN_FPS] * len(times)
    return [float(gap) for gap in (*gaps, median(gaps))]
