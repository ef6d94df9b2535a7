"""Sends an e-mail whose text has named values in it, at most once in so many seconds.

In the message, `{{ $parameters.count }}` stands for the value that is wired to `parameters` under
the name `count`; operations may work on it before. What is wired to `files` goes with it, under the
wire's name. The app needs a connection to a mail server: its address, sender and password are kept
there, never in a workflow. A run of the draft only shows what it would send.
"""

from __future__ import annotations

import base64
import contextlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Bounds, Ignored, Out, Setting, Wires
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import ConnectorError, Mail
from runtime.contracts.values import Boolean, Image, Many, Text, Value
from runtime.media.encode import encode_jpeg
from runtime.outside.drafts import PushParams, would_send
from runtime.query.asked import WrittenByName, chains, failed, named, worked_on
from runtime.query.errors import QueryError
from runtime.query.moments import LastTime, moment, shared
from runtime.query.plain import plain_of
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.outside import Outside

_SLOT = re.compile(r"\{\{\s*\$parameters\.(\w+)\s*\}\}")
_ADDRESS = re.compile(r"^[^\s<>@,;\"]{1,64}@[^\s<>@,;\"]{1,190}$")
_THERE = "mail leaves through the app's connection, where this is kept"
SENT, TOO_SOON = "Notification sent successfully", "Sink cooldown applies"
OFF = "Sink was disabled by parameter `disable_sink`"


@dataclass(frozen=True)
class Inputs:
    parameters: Many[Value] | None = field(
        default=None, metadata={"help": "Values for the message, each under its wire's name."}
    )
    files: Many[Value] | None = field(
        default=None, metadata={"help": "Texts and pictures that go with it, by file name."}
    )


@dataclass(frozen=True)
class Outputs:
    failed: Boolean = field(metadata={"help": "Whether the mail server said no."})
    throttled: Boolean = field(metadata={"help": "Whether it was too soon after the last one."})
    message: Text = field(metadata={"help": "What was done, in a few words."})


class Params(PushParams):
    to: list[str] = Field(
        default=[], max_length=20, description="Addresses to send to.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    copies: list[str] = Field(
        default=[], max_length=20, description="Addresses that get a copy.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    hidden_copies: list[str] = Field(
        default=[], max_length=20, description="Addresses that get a copy unseen by the others.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    subject: str = Field(default="Weft", min_length=1, max_length=200, description="The subject.")
    message: str = Field(
        default="", max_length=100_000, description="The text, with values in double braces.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    constants: dict[str, Any] = Field(
        default={}, max_length=100, description="Values that are written down, by name."
    )
    operations: WrittenByName = Field(
        default={}, max_length=100, description="Operations on some of the values, by name."
    )
    cooldown_seconds: int = Field(
        default=5, ge=0, le=1_000_000, description="The least seconds from one mail to the next."
    )
    enabled: bool = Field(default=True, description="Whether anything is sent at all.")

    @field_validator("to", "copies", "hidden_copies")
    @classmethod
    def _addresses(cls, addresses: list[str]) -> list[str]:
        for address in addresses:
            if not _ADDRESS.match(address):
                message = f"{address[:80]!r} is no address like ana@example.com"
                raise ValueError(message)
        return addresses


def _listed(written: Any) -> list[Any]:
    if written is None:
        return []
    return written if isinstance(written, list) else [written]


def _addresses(param: str) -> Setting:
    return Setting(param, default=None, read=_listed, write=list)


@operator(
    "notification-email",
    title="Send a notification",
    group="Connectors",
    icon="send",
    heavy=True,
    keeps_state=True,
    effects="sends",
    connection="smtp",
    summary="{to} · drafts {in_drafts}",
    blocks=(
        Block(
            "roboflow_core/email_notification@v1",
            {
                "subject": Setting("subject", required=True),
                "sender_email": Ignored(_THERE),
                "receiver_email": replace(_addresses("to"), required=True, bounds=Bounds(fewest=1)),
                "message": Setting("message", required=True),
                "message_parameters": Wires("parameters", literals="constants", required=False),
                "message_parameters_operations": Setting("operations"),
                "cc_receiver_email": _addresses("copies"),
                "bcc_receiver_email": _addresses("hidden_copies"),
                "attachments": Wires("files", required=False),
                "smtp_server": Ignored(_THERE),
                "sender_email_password": Ignored(_THERE),
                "smtp_port": Ignored(_THERE),
                "fire_and_forget": Ignored("the run waits until the mail has left"),
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
    operations = chains(params.operations)
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
                values = worked_on(named(inputs.parameters, params.constants), operations).values
                text = _SLOT.sub(lambda slot: _value(slot, values), params.message)  # noqa: B023
            except QueryError as error:
                outcomes.append(failed(error, "message"))
                continue
            last.at = now
            outcomes.append(_sent(inputs, params, context, places[index], text))
    return outcomes


def _value(slot: re.Match[str], values: Mapping[str, Any]) -> str:
    return as_text(values[slot[1]]) if slot[1] in values else slot[0]


def _sent(inputs: Inputs, params: Params, context: Context, place: str, text: str) -> Outputs:
    outside = context.require_outside()
    open_to = [*params.to, *params.copies]
    if outside.draft and params.in_drafts != "send":
        return Outputs(
            Boolean(value=False), Boolean(value=False),
            would_send(", ".join([*open_to, *params.hidden_copies]) or "nobody"),
        )  # fmt: skip
    try:
        _send(outside, inputs, params, context, place, text)
    except ConnectorError as error:
        return _said(error.message, failed=True)
    return _said(SENT)


def _send(
    outside: Outside, inputs: Inputs, params: Params, context: Context, place: str, text: str
) -> None:
    endpoint = outside.endpoint(params.connection, "smtp")
    given = inputs.files.by_name() if inputs.files is not None else {}
    files = [_file(name, value) for name, value in given.items()]
    open_to = [*params.to, *params.copies]
    groups = ([open_to] if open_to else []) + [[one] for one in params.hidden_copies]
    if not groups:
        message = "Nobody is named to send to. Write an address into the node's settings."
        raise ConnectorError(message, param="to")
    for number, addresses in enumerate(groups):
        name = f"{outside.run}.{context.node}.{place}.{number}"
        mail = Mail(addresses, params.subject, text, files, message_id=name)
        outside.send_mail(endpoint, mail, context.cancel)


def _file(name: str, value: Value) -> tuple[str, str, bytes]:
    if isinstance(value, Image):
        return name, "image/jpeg", encode_jpeg(value)
    plain = plain_of(value)
    if name.lower().endswith((".jpg", ".jpeg")) and isinstance(plain, str):
        with contextlib.suppress(ValueError):
            return name, "image/jpeg", base64.b64decode(plain, validate=True)
    return name, "text/plain", as_text(plain).encode()


def _said(message: str, *, failed: bool = False, throttled: bool = False) -> Outputs:
    return Outputs(Boolean(failed), Boolean(throttled), Text(message))
