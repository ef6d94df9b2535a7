"""Makes a picture from a text through a connection.

The text says what to draw: `a red car in the rain` gives one picture of that. The endpoint has to
send the picture itself, not a link to it; turn `ask_for_bytes` off for one that refuses to be
asked.

The app needs a connection that offers making pictures. The picture may be another one each time,
so it is never taken from the cache.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.errors import WeftError
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call
from runtime.contracts.values import Image, Text
from runtime.media.images import read_image
from runtime.outside.asking import answer_json, as_body, each, model_of, nonsense
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "What the picture is to show."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture."})


class Params(ModelParams):
    size: Literal["256x256", "512x512", "1024x1024", "1536x1024", "1024x1536"] = Field(
        default="1024x1024", description="Width and height in pixels, as far as the model has it."
    )
    ask_for_bytes: bool = Field(
        default=True, description="Ask for the picture's bytes; some models send them unasked."
    )


@operator(
    "connected-text-to-image",
    title="Make a picture",
    group="Connectors",
    icon="image-plus",
    aliases=("text-to-image",),
    heavy=True,
    effects="asks",
    connection="images",
    summary="{size}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "images")
    model = model_of(endpoint, "images", params.model)

    def ask(inputs: Inputs, _place: str) -> Outputs | Failure:
        asked: dict[str, Any] = {
            "model": model,
            "prompt": inputs.text.raw,
            "n": 1,
            "size": params.size,
        }
        if params.ask_for_bytes:
            asked["response_format"] = "b64_json"
        call = Call("/images/generations", body=as_body(asked), seconds=params.timeout_seconds)
        answer = answer_json(endpoint, outside.call(endpoint, call, context.cancel))
        try:
            data = base64.b64decode(answer["data"][0]["b64_json"], validate=True)
        except (KeyError, IndexError, TypeError, binascii.Error, ValueError) as error:
            raise nonsense(endpoint, "no picture") from error
        try:
            return Outputs(read_image(data, "The picture that the endpoint sent"))
        except WeftError as error:
            return Failure(error)

    return each(batch, context, ask)
