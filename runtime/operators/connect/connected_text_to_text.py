"""Asks a language model through a connection and answers what it says.

The text that comes in is the question, `system_prompt` says how to answer. With the system prompt
`Answer with one word: positive or negative.` the text `What a lovely day` gives `positive`. While
the model speaks its words show on the node. With `json_mode` the answer is read as JSON too, and
one that is none fails. Put a *Prompter* before it to build the question from a template.

The app needs a connection that offers chat: any OpenAI-compatible endpoint, such as a model server
of your own. The answer may be another one each time, so it is never taken from the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import ConnectorError
from runtime.contracts.values import Json, Text
from runtime.outside.asking import each, model_of
from runtime.outside.chat import Chat, as_json_text, chat
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The question, or whatever the model is to work on."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What the model answered."})
    json: Json | None = field(metadata={"help": "The answer read as JSON, with JSON mode on."})
    usage: Json = field(metadata={"help": "The model, why it stopped, and the tokens it took."})


class Params(ModelParams):
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
    top_p: float = Field(
        title="Top share", default=1, gt=0, le=1,
        description="Only the likeliest words that together have this share; 1 for all.",
    )  # fmt: skip
    json_mode: bool = Field(
        title="JSON mode", default=False, description="Ask for JSON, and read the answer as such."
    )


@operator(
    "connected-text-to-text",
    title="Ask a language model",
    group="Connectors",
    icon="message-square-text",
    aliases=("roboflow_core/open_ai@v2", "roboflow_core/open_ai@v3"),
    heavy=True,
    effects="asks",
    connection="chat",
    summary="up to {max_tokens} tokens",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "chat")
    model = model_of(endpoint, "chat", params.model)

    def ask(inputs: Inputs, place: str) -> Outputs | Failure:
        messages = [{"role": "system", "content": params.system_prompt}]
        request = Chat(
            model=model,
            messages=[
                *(messages if params.system_prompt.strip() else ()),
                {"role": "user", "content": inputs.text.raw},
            ],
            temperature=params.temperature,
            max_tokens=params.max_tokens,
            top_p=params.top_p,
            json_mode=params.json_mode,
        )
        said = chat(
            outside, endpoint, request, params.timeout_seconds, context.cancel,
            lambda text: context.live(place, text),
        )  # fmt: skip
        about = {"connection": endpoint.name, "model": said.model, "finish_reason": said.finish}
        read = None
        if params.json_mode:
            try:
                read = Json(as_json_text(said.text))
            except ValueError:
                message = (
                    f"{model} answered with text that is no JSON. Say in the system prompt what "
                    "the JSON is to look like, or allow more tokens."
                )
                return Failure(ConnectorError(message, said=said.text[:500]))
        return Outputs(Text(said.text), read, Json({**about, **said.usage}))

    return each(batch, context, ask)
