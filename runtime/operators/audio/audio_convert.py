"""Changes the format or the rate of a sound.

An answer that is kept as WAV, which loses nothing, can be made small for the web: ten seconds of
speech are 1.9 MB as WAV and 80 kB as MP3 at 64 kbit/s. `rate` 16000 is what most speech models
hear. Nodes after this one work on the same samples, whatever the format.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio
from runtime.media.engine import why_not
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to convert."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "The sound in the chosen format and rate."})


class Params(OperatorParams):
    format: Literal["wav", "mp3", "flac", "ogg"] = Field(
        default="mp3", description="WAV and FLAC lose nothing; MP3 and OGG (Opus) are small."
    )
    rate: Literal[0, 8000, 16_000, 22_050, 24_000, 44_100, 48_000] = Field(
        default=0, description="Samples a second; 0 keeps the rate, or the next that fits."
    )
    kilobits: int = Field(
        default=96, ge=16, le=320, title="Bit rate",
        description="Kilobits a second of MP3 and OGG.",
    )  # fmt: skip


@operator(
    "audio-convert",
    title="Audio convert",
    group="Audio",
    icon="audio-lines",
    heavy=True,
    available=why_not,
    summary="to {format}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(
        batch, context, lambda inputs: Outputs(_convert(inputs.audio, params, context))
    )


def _convert(audio: Audio, params: Params, context: Context) -> Audio:
    from tempfile import TemporaryFile

    from runtime.contracts.errors import OperatorFailedError
    from runtime.media.audio import resampled
    from runtime.media.audio_writer import FORMATS, nearest_rate, write_audio

    if not len(audio.samples):
        message = "The sound is empty. Look at the nodes before this one."
        raise OperatorFailedError(message)
    wanted = params.rate or audio.rate
    if params.format == "wav":
        return replace(resampled(audio, wanted), blob="", media_type="audio/wav")
    kind = FORMATS[params.format]
    made = resampled(audio, nearest_rate(kind, wanted))
    with TemporaryFile() as file:
        write_audio(made, kind, params.kilobits, file)
        blob = context.require_files().keep(file, kind.media_type)
    return replace(made, blob=blob, media_type=kind.media_type)
