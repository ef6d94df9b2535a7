"""Writes down English speech, roughly, with an engine that is always there (experimental).

Speech is found first and read stretch by stretch, so that every line has its time. Expect every
second or third word to be wrong: it serves to try a workflow, or to spot words. For real
dictation, import a speech model and use *Audio to text*, or name a speech service. *Go forward*
becomes `go forward`. Up to 10 minutes of sound, at a quarter of their length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Number, Table, Text
from runtime.inference import manifests
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.decoders.voice_activity import Span
    from runtime.inference.pocket_speech import Heard

MOST_SECONDS = 600
_LONGEST_STRETCH = 20.0
_LISTEN = {"threshold": 0.5, "merge": 0.3, "shortest": 0.1, "margin": 0.1}


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "English speech."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What was heard, one line per stretch of speech."})
    table: Table = field(metadata={"help": "Start and end in seconds, text and score of each."})
    words: Table = field(metadata={"help": "Every word with its time and score."})
    score: Number = field(metadata={"help": "The mean score of the words, 0 to 1."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Words heard with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    from runtime.inference import pocket_speech

    return pocket_speech.why_unavailable() or manifests.why_unavailable("silero-vad")


@operator(
    "speech-to-text-basic",
    title="Speech to text (experimental)",
    group="Models",
    icon="captions",
    aliases=("pocketsphinx",),
    heavy=True,
    available=_why_not,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _written(inputs.audio, params, context))


def _written(audio: Audio, params: Params, context: Context) -> Outputs:
    from runtime.inference import pocket_speech
    from runtime.media.audio import resampled

    seconds = len(audio.samples) / audio.rate
    if not 0 < seconds <= MOST_SECONDS:
        message = (
            f"The sound is {seconds:.0f} seconds long; {MOST_SECONDS} can be read, and some have "
            "to be there. Cut it, or send a recording."
        )
        raise OperatorFailedError(message, port="audio")
    rate = pocket_speech.RATE
    samples = resampled(audio, rate).samples
    lines: list[tuple[Span, Heard]] = []
    for span in _stretches(samples, seconds, context):
        if context.cancel.cancelled:
            raise CancelledError("The run was cancelled.")
        part = samples[round(span.start * rate) : round(span.end * rate)]
        lines.append((span, pocket_speech.hear(part, cancel=context.cancel)))
    return _outputs(lines, params.min_value)


def _stretches(samples: object, seconds: float, context: Context) -> list[Span]:
    """Where speech is, in parts short enough to be read at once."""
    from math import ceil

    from runtime.inference import speech
    from runtime.inference.decoders.voice_activity import Span, spans

    model = context.require_models().get(ModelRef(id="silero-vad"))
    scores = speech.scores(model, samples, context.cancel)  # type: ignore[arg-type]  # an array
    found = []
    for span in spans(scores, seconds, piece=speech.PIECE / speech.RATE, **_LISTEN):
        parts = ceil((span.end - span.start) / _LONGEST_STRETCH)
        step = (span.end - span.start) / parts
        found += [
            Span(span.start + number * step, span.start + (number + 1) * step, span.score)
            for number in range(parts)
        ]
    return found


def _outputs(lines: list[tuple[Span, Heard]], least: float) -> Outputs:
    rows, words = [], []
    for span, heard in lines:
        kept = [word for word in heard.words if word.score >= least]
        text = " ".join(word.text for word in kept)
        mean = sum(word.score for word in kept) / len(kept) if kept else 0.0
        if text:
            rows.append((round(span.start, 3), round(span.end, 3), text, round(mean, 4)))
        words += [
            (word.text, round(span.start + word.start, 2), round(span.start + word.end, 2),
             round(word.score, 4))
            for word in kept
        ]  # fmt: skip
    total = sum(word[3] for word in words) / len(words) if words else 0.0
    return Outputs(
        text=Text("\n".join(row[2] for row in rows)),
        table=Table(("start", "end", "text", "score"), tuple(rows)),
        words=Table(("word", "start", "end", "score"), tuple(words)),
        score=Number(round(total, 4)),
    )
