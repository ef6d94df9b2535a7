"""Calls an address of another service with named values, at most once in so many seconds.

What is wired to `payload` goes as JSON, each value under its wire's name; `form` goes as a form's
fields, `files` as files, and these come before JSON. `query` is put behind the address, and headers
may name secrets of the app, such as `{secret:shop}`. The address has to lie under a connection of
the app for plain HTTP requests, which also gives its own secret. A run of the draft only shows
where it would send.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wires
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call, ConnectionMissingError, ConnectorError
from runtime.contracts.values import Boolean, Image, Many, Text, Value
from runtime.media.encode import encode_jpeg
from runtime.media.plain_json import plain_json
from runtime.outside.asking import as_body
from runtime.outside.drafts import PushParams, would_send
from runtime.outside.forms import FORM, as_form, as_multipart, with_query
from runtime.query.asked import WrittenByName, chains, failed, named, worked_on
from runtime.query.errors import QueryError
from runtime.query.moments import LastTime, moment, shared
from runtime.query.plain import value_from
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.outside import Outside

MAX_ANSWER_BYTES = 64 * 1024
SENT = "Notification sent successfully"
OFF = "Sink was disabled by parameter `disable_sink`"
TOO_SOON = "Sink cooldown applies"
_HEADER = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_OURS = ("host", "content-length", "content-type", "transfer-encoding", "connection")


@dataclass(frozen=True)
class Inputs:
    payload: Many[Value] | None = field(
        default=None, metadata={"help": "Values that go as JSON, each under its wire's name."}
    )
    query: Many[Value] | None = field(
        default=None, metadata={"help": "Values behind the address, each under its wire's name."}
    )
    headers: Many[Value] | None = field(
        default=None, metadata={"help": "More headers, each under its wire's name."}
    )
    form: Many[Value] | None = field(
        default=None, metadata={"help": "Fields of a form, each under its wire's name."}
    )
    files: Many[Value] | None = field(
        default=None,
        metadata={"help": "Texts and pictures that go as files, each under its wire's name."},
    )


@dataclass(frozen=True)
class Outputs:
    failed: Boolean = field(metadata={"help": "Whether the address said no."})
    throttled: Boolean = field(metadata={"help": "Whether it was too soon after the last one."})
    message: Text = field(metadata={"help": "What was done, in a few words."})


def _written(what: str) -> Any:
    return Field(default={}, max_length=100, description=f"{what} that are written down, by name.")


def _chains(what: str) -> Any:
    return Field(
        default={}, max_length=100, description=f"Operations on some of the {what}, by name."
    )


class Params(PushParams):
    url: str = Field(
        default="", max_length=2000, title="Address",
        description="Where to, in full; it begins as a connection's address does.",
    )  # fmt: skip
    method: Literal["GET", "POST", "PUT"] = Field(default="POST", description="What to do there.")
    payload_constants: dict[str, Any] = _written("Values of the JSON")
    query_constants: dict[str, Any] = _written("Values behind the address")
    header_constants: dict[str, Any] = _written("Headers")
    form_constants: dict[str, Any] = _written("Fields")
    file_constants: dict[str, Any] = _written("Files")
    payload_operations: WrittenByName = _chains("JSON's values")
    form_operations: WrittenByName = _chains("fields")
    file_operations: WrittenByName = _chains("files")
    cooldown_seconds: int = Field(
        default=5, ge=0, le=1_000_000, description="The least seconds from one call to the next."
    )
    enabled: bool = Field(default=True, description="Whether anything is sent at all.")


def _mapping(port: str, constants: str) -> Wires:
    return Wires(port, literals=constants, required=False)


@operator(
    "notification-webhook",
    title="Call a webhook",
    group="Connectors",
    icon="webhook",
    heavy=True,
    keeps_state=True,
    effects="sends",
    connection="http",
    summary="{method} {url}",
    blocks=(
        Block(
            "roboflow_core/webhook_sink@v1",
            {
                "url": Setting("url", required=True),
                "method": Setting("method", required=True),
                "query_parameters": _mapping("query", "query_constants"),
                "headers": _mapping("headers", "header_constants"),
                "json_payload": _mapping("payload", "payload_constants"),
                "json_payload_operations": Setting("payload_operations"),
                "multi_part_encoded_files": _mapping("files", "file_constants"),
                "multi_part_encoded_files_operations": Setting("file_operations"),
                "form_data": _mapping("form", "form_constants"),
                "form_data_operations": Setting("form_operations"),
                "request_timeout": Setting("timeout_seconds", default=2),
                "fire_and_forget": Ignored("the run waits until the call has been made"),
                "disable_sink": Setting("enabled", words={True: False, False: True}),
                "cooldown_seconds": Setting("cooldown_seconds"),
            },
            {
                "error_status": Out("failed", ("boolean",)),
                "throttling_status": Out("throttled", ("boolean",)),
                "message": Out("message", ("string",)),
            },
            sink=True,
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    places = context.places or [str(index) for index in range(len(batch))]
    outcomes: list[Outputs | Failure] = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        last, now = context.of_stream(shared(place), LastTime), moment(place)
        if not params.enabled:
            outcomes.append(_said(OFF))
        elif last.at is not None and now - last.at < params.cooldown_seconds:
            outcomes.append(_said(TOO_SOON, throttled=True))
        else:
            try:
                call = _call(inputs, params)
            except QueryError as error:
                outcomes.append(failed(error, "payload"))
                continue
            last.at = now
            outcomes.append(_sent(call, params, context, places[index]))
    return outcomes


def _call(inputs: Inputs, params: Params) -> Call:
    """The request, its path still without what leads to the connection. Raises `QueryError`."""
    query = named(inputs.query, params.query_constants)
    fields = _plain(inputs.form, params.form_constants, params.form_operations)
    files = {
        name: _file(value)
        for name, value in _worked(
            inputs.files, params.file_constants, params.file_operations
        ).items()
    }
    payload = _plain(inputs.payload, params.payload_constants, params.payload_operations)
    headers = {
        name: as_text(value)
        for name, value in named(inputs.headers, params.header_constants).items()
        if value is not None
    }
    body, kind = b"", "application/json"
    if files:
        body, kind = as_multipart(fields, files)
    elif fields:
        body, kind = as_form(fields), FORM
    elif payload or params.method != "GET":
        body = as_body(payload)
    return Call(
        with_query(params.url, query), method=params.method, headers=headers, body=body,
        media_type=kind, max_bytes=MAX_ANSWER_BYTES, seconds=params.timeout_seconds,
    )  # fmt: skip


def _worked(
    wired: Many[Value] | None, constants: Mapping[str, Any], written: Mapping[str, Any]
) -> Mapping[str, Any]:
    operations = chains(written)
    values = named(wired, constants)
    known = {name: chain for name, chain in operations.items() if name in values}
    return worked_on(values, known).values


def _plain(
    wired: Many[Value] | None, constants: Mapping[str, Any], written: Mapping[str, Any]
) -> dict[str, Any]:
    worked = _worked(wired, constants, written)
    return {name: plain_json(value_from(value)) for name, value in worked.items()}


def _file(value: Any) -> tuple[str, bytes]:
    if isinstance(value, Image):
        return "image/jpeg", encode_jpeg(value)
    if isinstance(value, bytes):
        return "application/octet-stream", value
    return "text/plain", as_text(value).encode()


def _sent(call: Call, params: Params, context: Context, place: str) -> Outputs:
    outside = context.require_outside()
    if outside.draft and params.in_drafts != "send":
        where = would_send(params.url.partition("?")[0])
        return Outputs(Boolean(value=False), Boolean(value=False), where)
    try:
        _send(outside, call, params, context, place)
    except (ConnectorError, ConnectionMissingError) as error:
        return _said(error.message, failed=True)
    return _said(SENT)


def _send(outside: Outside, call: Call, params: Params, context: Context, place: str) -> None:
    for name, value in call.headers.items():
        if not _HEADER.match(name) or not value.isprintable() or len(value) > 2000:
            message = f"The header {name[:64]!r} cannot be sent. Use letters, numbers and dashes."
            raise ConnectorError(message)
    headers = {name: one for name, one in call.headers.items() if name.lower() not in _OURS}
    headers["Idempotency-Key"] = f"{outside.run}-{context.node}-{place}"
    endpoint, path = outside.endpoint_at(call.path, params.connection)
    outside.call(
        endpoint,
        Call(path, call.method, headers, call.body, call.media_type, call.max_bytes, call.seconds),
        context.cancel,
    )


def _said(message: str, *, failed: bool = False, throttled: bool = False) -> Outputs:
    return Outputs(Boolean(failed), Boolean(throttled), Text(message))
