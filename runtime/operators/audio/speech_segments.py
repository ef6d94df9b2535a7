"""Finds where somebody speaks, and cuts each stretch out.

What follows runs once for each stretch: wire the segments to *Speech to text* and every sentence is
read by itself, with its time. Two sentences with a second of silence between them are two segments.
Pauses under `merge_gap` do not part a segment. Music and noise are left out. Up to an hour of
sound.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Anchor, Audio, Each, Number, Table
from runtime.inference import manifests
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.decoders.voice_activity import Span

MOST_SECONDS = 3600


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to search."})


@dataclass(frozen=True)
class Outputs:
    segments: Each[Audio] = field(metadata={"help": "One sound per stretch of speech, in order."})
    table: Table = field(metadata={"help": "Start, end and length in seconds, and score, of each."})
    count: Number = field(metadata={"help": "How many stretches there are."})
    seconds: Number = field(metadata={"help": "How long is spoken in all."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.5, gt=0, le=1, description="From here on a piece of sound counts as speech.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    merge_gap: float = Field(
        title="Closed gaps", default=0.3, ge=0, le=10,
        description="Pauses shorter than so many seconds stay within a segment.",
    )  # fmt: skip
    shortest: float = Field(
        default=0.1, ge=0, le=10, description="Shorter stretches, in seconds, are dropped."
    )
    margin: float = Field(
        default=0.05, ge=0, le=2, description="Seconds added before and after each stretch."
    )


def _why_not() -> str | None:
    return manifests.why_unavailable("silero-vad")


@operator(
    "speech-segments",
    title="Speech segments",
    group="Models",
    icon="audio-waveform",
    aliases=("voice-activity-detector", "vad"),
    task="voice-activity",
    default_model="silero-vad",
    heavy=True,
    available=_why_not,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import speech
    from runtime.inference.decoders.voice_activity import spans
    from runtime.media.audio import resampled

    model = context.require_model()

    def segment(inputs: Inputs) -> Outputs:
        seconds = len(inputs.audio.samples) / inputs.audio.rate
        _refuse_bad_length(seconds)
        samples = resampled(inputs.audio, speech.RATE).samples
        found = spans(
            speech.scores(model, samples, context.cancel), seconds,
            piece=speech.PIECE / speech.RATE, threshold=params.min_value, merge=params.merge_gap,
            shortest=params.shortest, margin=params.margin,
        )  # fmt: skip
        return _outputs(inputs.audio, found)

    return per_picture(batch, context, segment)


def _refuse_bad_length(seconds: float) -> None:
    if seconds == 0:
        message = "The sound is empty. Send a recording."
        raise OperatorFailedError(message, port="audio")
    if seconds > MOST_SECONDS:
        message = (
            f"The sound is {seconds / 60:.0f} minutes long; {MOST_SECONDS // 60} can be searched. "
            "Cut it before."
        )
        raise OperatorFailedError(message, port="audio")


def _outputs(audio: Audio, found: list[Span]) -> Outputs:
    def cut(item: Span) -> Audio:
        start, end = round(item.start * audio.rate), round(item.end * audio.rate)
        return Audio(audio.samples[start:end], audio.rate)

    rows = tuple(
        tuple(
            round(value, 3) for value in (item.start, item.end, item.end - item.start, item.score)
        )
        for item in found
    )
    return Outputs(
        segments=Each(
            tuple(map(cut, found)),
            tuple(Anchor(time_ms=round(item.start * 1000)) for item in found),
        ),
        table=Table(("start", "end", "seconds", "score"), rows),
        count=Number(len(found)),
        seconds=Number(round(sum(item.end - item.start for item in found), 3)),
    )
