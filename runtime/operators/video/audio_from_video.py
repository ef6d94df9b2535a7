"""Takes the sound out of a video.

The sound track comes out as mono audio at its own rate: wire it to *Speech to text* for a film's
words, or to the `sound` of *Video maker* to put it under changed pictures. A video without sound
fails here with a sentence; with `skip_silent` its branch ends quietly instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Video
from runtime.media.engine import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    video: Video = field(metadata={"help": "The video to listen to."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "Its sound, in one channel."})


class Params(OperatorParams):
    skip_silent: bool = Field(
        default=False, title="Skip silent videos",
        description="Whether a video without a sound track ends its branch instead of failing.",
    )  # fmt: skip


@operator(
    "audio-from-video",
    title="Audio from video",
    group="Video",
    icon="audio-lines",
    aliases=("video-to-audio",),
    heavy=True,
    available=why_not,
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    from runtime.media.per_picture import per_picture

    return per_picture(batch, context, lambda inputs: _sound(inputs.video, params, context))


def _sound(video: Video, params: Params, context: Context) -> Outputs | None:
    from runtime.contracts.errors import BadMediaError
    from runtime.media.audio import read_audio

    with context.require_files().open(video.blob) as file:
        try:
            return Outputs(read_audio(file, "The video"))
        except BadMediaError as error:
            if params.skip_silent and error.data.get("reason") == "no_sound":
                return None
            raise
