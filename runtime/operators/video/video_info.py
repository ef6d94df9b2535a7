"""Tells how long and how large a video is.

For a telephone's clip of twelve seconds `seconds` is 12, `width` and `height` are 1080 and 1920,
`fps` is 30. Wire a number to *Compare* and *Continue if* to let only short clips through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Number, String, Video
from runtime.media.engine import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    video: Video = field(metadata={"help": "The video to look at."})


@dataclass(frozen=True)
class Outputs:
    seconds: Number = field(metadata={"help": "How long it plays."})
    width: Number = field(metadata={"help": "In pixels, as it is shown."})
    height: Number = field(metadata={"help": "In pixels, as it is shown."})
    fps: Number = field(metadata={"help": "Frames a second on average; 0 when nobody knows."})
    has_sound: Boolean = field(metadata={"help": "Whether there is a sound track."})
    media_type: String = field(metadata={"help": "Its format, such as video/mp4."})


class Params(OperatorParams):
    """Nothing to set."""


@operator("video-info", title="Video info", group="Video", icon="info", available=why_not)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.media.per_picture import per_picture

    return per_picture(batch, context, lambda inputs: _info(inputs.video, context))


def _info(video: Video, context: Context) -> Outputs:
    from runtime.media.containers import open_media
    from runtime.media.probe import read_media

    with context.require_files().open(video.blob) as file:
        info = read_media(file, "The video")
        with open_media(file, "The video") as opened:
            sound = bool(opened.streams.audio)
    return Outputs(
        seconds=Number(info.duration_ms / 1000),
        width=Number(info.width),
        height=Number(info.height),
        fps=Number(info.fps),
        has_sound=Boolean(sound),
        media_type=String(info.media_type),
    )
