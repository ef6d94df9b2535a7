"""Speaks a text through a connection.

The text `Good morning` comes out as a sound that says so, in the `voice` that the endpoint knows by
that name. Put it behind *Ask a language model* to hear the answer.

The app needs a connection that offers speech.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import WeftError
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call
from runtime.contracts.values import Audio, Text
from runtime.media.audio import read_audio
from runtime.outside.asking import as_body, each, model_of, nonsense
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "What to say."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "The spoken text."})


class Params(ModelParams):
    voice: str = Field(
        default="alloy", min_length=1, max_length=100,
        description="The name of a voice that the endpoint knows.",
    )  # fmt: skip
    speed: float = Field(
        default=1, ge=0.25, le=4, description="How fast to speak; 1 is as usual.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "connected-text-to-audio",
    title="Speak a text by connection",
    group="Connectors",
    icon="volume-2",
    heavy=True,
    effects="asks",
    connection="speech",
    summary="voice {voice}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "speech")
    model = model_of(endpoint, "speech", params.model)

    def ask(inputs: Inputs, _place: str) -> Outputs:
        asked = {
            "model": model, "input": inputs.text.raw, "voice": params.voice,
            "response_format": "wav", "speed": params.speed,
        }  # fmt: skip
        call = Call("/audio/speech", body=as_body(asked), seconds=params.timeout_seconds)
        answer = outside.call(endpoint, call, context.cancel)
        try:
            return Outputs(read_audio(BytesIO(answer.body), "The sound that the endpoint sent"))
        except WeftError as error:
            raise nonsense(endpoint, "something that is no sound") from error

    return each(batch, context, ask)
