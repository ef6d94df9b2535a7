"""Calls a web service and answers what comes back.

The connection says which service, `path` where in it: with the connection's address
`https://api.example.com` and the path `/plates/{text}` the text `KT52 LMR` asks for
`https://api.example.com/plates/KT52%20LMR`. `body` is JSON; in it and in the path `{text}` and
`{value}` stand for what is wired in. A string that is nothing but `{value}` becomes the value
itself: `{"plates": "{value}"}` sends a list as a list. `answer_path` such as `items[0].name` picks
one entry of a JSON answer.

Headers may name secrets of the app: `{"X-Key": "{secret:shop}"}`. Nobody sees their values. The
request is made for real in drafts too, and its answer is never taken from the cache.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call, ConnectorError
from runtime.contracts.values import Json, Number, Text, Value
from runtime.media.json_steps import MISSING, steps_of, walk
from runtime.media.plain_json import plain_json
from runtime.outside.asking import as_body, each
from runtime.outside.params import ConnectorParams
from runtime.outside.template import fill_json, fill_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.outside import Answer

MAX_ANSWER_BYTES = 4 * 1024 * 1024
_HEADER = re.compile(r"^[A-Za-z0-9-]{1,64}$")


@dataclass(frozen=True)
class Inputs:
    text: Text | None = field(default=None, metadata={"help": "What {text} stands for."})
    value: Value | None = field(default=None, metadata={"help": "What {value} stands for."})


@dataclass(frozen=True)
class Outputs:
    json: Json | None = field(metadata={"help": "The answer, or the entry at the answer's path."})
    text: Text | None = field(metadata={"help": "The same as text."})
    status: Number = field(metadata={"help": "The status, such as 200."})


class Params(ConnectorParams):
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = Field(
        default="GET", description="What to do there."
    )
    path: str = Field(
        default="", max_length=2000, pattern=r"^([/?].*)?$",
        description="Behind the connection's address; begins with / or ?.",
    )  # fmt: skip
    headers: dict[str, str] = Field(
        default_factory=dict, max_length=20,
        description="More headers; {secret:name} stands for a secret of the app.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    body: str = Field(
        default="", max_length=100_000,
        description='JSON to send, such as {"plate": "{text}"}; empty for none.',
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    answer_path: str = Field(
        default="", max_length=500, description="Such as items[0].name; empty for everything."
    )
    any_status: bool = Field(
        default=False, description="Take answers such as 404 as answers, not as failures."
    )

    @field_validator("headers")
    @classmethod
    def _sendable(cls, headers: dict[str, str]) -> dict[str, str]:
        for name, value in headers.items():
            if not _HEADER.match(name) or not value.isprintable() or len(value) > 2000:
                raise ValueError(f"the header {name[:64]!r} cannot be sent")
            if name.lower() in ("host", "content-length", "transfer-encoding", "connection"):
                raise ValueError(f"the header {name} is set by Weft")
        return headers

    @field_validator("body")
    @classmethod
    def _json(cls, body: str) -> str:
        if body.strip():
            try:
                json.loads(body)
            except ValueError as error:
                raise ValueError(f"the body is no JSON: {error}") from error
        return body

    @field_validator("answer_path")
    @classmethod
    def _readable(cls, path: str) -> str:
        steps_of(path)
        return path


@operator(
    "http-request",
    title="HTTP request",
    group="Connectors",
    icon="globe",
    heavy=True,
    effects="asks",
    connection="http",
    summary="{method} {path}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "http")
    template = json.loads(params.body) if params.body.strip() else None

    def ask(inputs: Inputs, _place: str) -> Outputs:
        values = {"text": plain_json(inputs.text), "value": plain_json(inputs.value)}
        call = Call(
            fill_path(params.path, values),
            method=params.method,
            headers=params.headers,
            body=b"" if template is None else as_body(fill_json(template, values)),
            max_bytes=MAX_ANSWER_BYTES,
            seconds=params.timeout_seconds,
            any_status=params.any_status,
        )
        answer = outside.call(endpoint, call, context.cancel)
        return _outputs(answer, params, endpoint.name)

    return each(batch, context, ask)


def _outputs(answer: Answer, params: Params, connection: str) -> Outputs:
    text = answer.body.decode("utf-8", "replace")
    status = Number(answer.status)
    try:
        found: Any = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError) as error:
        if not params.answer_path:
            return Outputs(None, Text(text), status)
        message = f"The connection {connection} answered with something that is not JSON."
        raise ConnectorError(message, param="answer_path") from error
    found = walk(found, steps_of(params.answer_path))
    if found is MISSING:
        message = f"The answer has nothing at {params.answer_path}. Correct the path."
        raise ConnectorError(message, param="answer_path")
    as_text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return Outputs(Json(found), None if found is None else Text(as_text), status)
