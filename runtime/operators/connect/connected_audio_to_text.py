"""Writes down what is said in a sound, through a connection.

A recording of `Good morning` gives that text. Say the `language` when you know it, as two letters
such as `de`; `prompt` may hold names and words that are hard to spell.

The app needs a connection that offers transcription.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call
from runtime.contracts.values import Audio, Text
from runtime.media.wav import encode_wav
from runtime.outside.asking import answer_json, each, model_of, nonsense
from runtime.outside.form import multipart
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to listen to."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What is said."})


class Params(ModelParams):
    language: str = Field(
        default="", pattern=r"^([a-z]{2})?$",
        description="The language spoken, as two letters; empty lets the model find out.",
    )  # fmt: skip
    prompt: str = Field(
        default="", max_length=1000, description="Names and words that may be said."
    )


@operator(
    "connected-audio-to-text",
    title="Transcribe by connection",
    group="Connectors",
    icon="captions",
    heavy=True,
    effects="asks",
    connection="transcription",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "transcription")
    model = model_of(endpoint, "transcription", params.model)
    fields = {"model": model, "response_format": "json"}
    more = {"language": params.language, "prompt": params.prompt}
    fields |= {name: value for name, value in more.items() if value}

    def ask(inputs: Inputs, _place: str) -> Outputs:
        body, media_type = multipart(fields, "sound.wav", "audio/wav", encode_wav(inputs.audio))
        call = Call(
            "/audio/transcriptions", body=body, media_type=media_type,
            seconds=params.timeout_seconds,
        )  # fmt: skip
        text = answer_json(endpoint, outside.call(endpoint, call, context.cancel)).get("text")
        if not isinstance(text, str):
            raise nonsense(endpoint, "no text")
        return Outputs(Text(text))

    return each(batch, context, ask)
