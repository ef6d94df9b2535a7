"""Asks a model about a picture through a connection and answers what it says.

`prompt` is the question; a text that is wired in goes with it. With the prompt `What is this?` and
a photo of a car the answer may be `A parked red car`. Pictures with a side of more than
`longest_side` pixels are made smaller first, for endpoints count and charge by size. While the
model speaks its words show on the node.

The app needs a connection that offers chat with pictures. The answer may be another one each time,
so it is never taken from the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Json, Text
from runtime.media.plain_json import picture_url
from runtime.outside.asking import each, model_of
from runtime.outside.chat import Chat, chat
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to ask about."})
    text: Text | None = field(
        default=None, metadata={"help": "A text that goes with the question."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What the model answered."})
    usage: Json = field(metadata={"help": "The model, why it stopped, and the tokens it took."})


class Params(ModelParams):
    prompt: str = Field(
        default="Describe this picture in one sentence.", max_length=20_000,
        description="The question about the picture; may be empty when a text is wired in.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    system_prompt: str = Field(
        default="", max_length=20_000, description="How the model is to answer; may be empty.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    temperature: float = Field(
        default=0.7, ge=0, le=2, description="0 for the likeliest words, more for varied ones.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    max_tokens: int = Field(
        title="Most tokens", default=512, ge=1, le=65_536,
        description="The longest answer, in tokens; four letters are about one.",
    )  # fmt: skip
    longest_side: int = Field(
        default=1536, ge=64, le=4096, description="Larger pictures are made smaller, in pixels.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip
    image_detail: Literal["auto", "low", "high"] = Field(
        default="auto", description="How closely the endpoint is to look, where it has a choice."
    )


@operator(
    "connected-multimodal-to-text",
    title="Ask a model about a picture",
    group="Connectors",
    icon="scan-eye",
    aliases=("multimodal-to-text", "roboflow_core/open_ai@v1", "roboflow_core/open_ai@v4"),
    heavy=True,
    effects="asks",
    connection="vision",
    summary="{prompt}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "vision")
    model = model_of(endpoint, "vision", params.model)

    def ask(inputs: Inputs, place: str) -> Outputs:
        request = Chat(model, _messages(inputs, params), params.temperature, params.max_tokens)
        said = chat(
            outside, endpoint, request, params.timeout_seconds, context.cancel,
            lambda text: context.live(place, text),
        )  # fmt: skip
        about = {"connection": endpoint.name, "model": said.model, "finish_reason": said.finish}
        return Outputs(Text(said.text), Json({**about, **said.usage}))

    return each(batch, context, ask)


def _messages(inputs: Inputs, params: Params) -> list[dict[str, Any]]:
    words = [params.prompt.strip(), inputs.text.raw.strip() if inputs.text else ""]
    picture = {"url": picture_url(inputs.image, params.longest_side), "detail": params.image_detail}
    content = [
        *({"type": "text", "text": each_text} for each_text in words if each_text),
        {"type": "image_url", "image_url": picture},
    ]
    system = params.system_prompt
    return [
        *([{"role": "system", "content": system}] if system.strip() else ()),
        {"role": "user", "content": content},
    ]
