"""Writes down what is said.

It needs a speech model that you import, such as a Whisper or wav2vec2 model. A recording of a phone
call gives its text, and a table that says from when to when each piece was spoken. Whisper models
that know several languages use the one on their card; name another, such as `es`, or `auto` to have
it recognised. Wire the text to *Sentiment* or *Text summarizer* to go on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Table, Text
from runtime.inference.model_params import Beams
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runtime.inference.sound_windows import Heard


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to listen to."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "All that was said."})
    segments: Table = field(
        metadata={"help": "Per piece its start and end in seconds, and its text."}
    )


class Params(OperatorParams):
    language: str = Field(
        default="", max_length=16, pattern=r"^[A-Za-z-]*$",
        description="The language's code, auto to recognise it, or empty for the model's own.",
    )  # fmt: skip
    beams: Beams = None


@operator(
    "audio-to-text",
    title="Audio to text",
    group="Models",
    icon="mic",
    task="speech-to-text",
    heavy=True,
    summary="{language}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    def listen(inputs: Inputs) -> Outputs:
        heard = list(_heard(inputs.audio, params, context))
        rows = tuple((round(item.start, 2), round(item.end, 2), item.text) for item in heard)
        text = " ".join(item.text for item in heard)
        return Outputs(Text(text), Table(("start", "end", "text"), rows))

    return per_picture(batch, context, listen)


def _heard(audio: Audio, params: Params, context: Context) -> Iterator[Heard]:
    from runtime.inference.decoders import ctc_speech, whisper
    from runtime.media.audio import resampled

    model = context.require_model()
    card = model.manifest
    samples = resampled(audio, int(card.preprocess.get("rate", 16_000))).samples
    if card.decoder == "whisper":
        wish = whisper.Wish(params.language.lower(), params.beams)
        return whisper.hear(model, samples, wish, context.cancel)
    if card.decoder == "ctc_speech":
        return ctc_speech.hear(model, samples, context.cancel)
    message = (
        f"The model {card.title} names the decoder {card.decoder}, which hears no speech. "
        "Import it again as a speech model, or choose another model."
    )
    raise OperatorFailedError(message, model=card.id)
