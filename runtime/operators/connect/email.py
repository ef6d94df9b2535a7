"""Sends an e-mail with the text that is wired in, and a picture if there is one.

Wired behind a *Text template* it reports what a workflow found: `2 cars at the gate` comes as the
message's text, the picture as a file with it. `{text}` in the subject stands for the text's first
line.

The app needs a connection to a mail server. A run of the draft only shows what it would send, until
`in_drafts` says otherwise. What was sent is never taken from the cache.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import ConnectorError, Mail
from runtime.contracts.values import Boolean, Image, Json, Text
from runtime.media.encode import encode_jpeg
from runtime.outside.asking import each
from runtime.outside.drafts import PushParams, would_send

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MESSAGES = 20
"""Of one node in one run: a graph that finds a thousand faces writes no thousand mails."""
MAX_SUBJECT_CHARACTERS = 200
_ADDRESS = re.compile(r"^[^\s<>@,;\"]{1,64}@[^\s<>@,;\"]{1,190}$")


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "What the message says."})
    image: Image | None = field(default=None, metadata={"help": "A picture to send with it."})


@dataclass(frozen=True)
class Outputs:
    report: Text = field(metadata={"help": "What was done, in a sentence."})
    sent: Boolean = field(metadata={"help": "Whether it was sent; no in a draft that only shows."})
    message: Json = field(metadata={"help": "To whom, the subject and the text."})


class Params(PushParams):
    to: list[str] = Field(
        default_factory=list, max_length=20, description="Addresses to send to.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    subject: str = Field(
        default="Weft: {text}", min_length=1, max_length=200,
        description="The message's subject; {text} stands for the text's first line.",
    )  # fmt: skip

    @field_validator("to")
    @classmethod
    def _addresses(cls, to: list[str]) -> list[str]:
        for address in to:
            if not _ADDRESS.match(address):
                raise ValueError(f"{address[:80]!r} is no address like ana@example.com")
        return to


@operator(
    "email",
    title="Send an e-mail",
    group="Connectors",
    icon="send",
    heavy=True,
    effects="sends",
    connection="smtp",
    summary="{to} · drafts {in_drafts}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "smtp")
    if not params.to:
        message = "Nobody is named to send to. Write an address into the node's settings."
        raise ConnectorError(message, param="to")
    if len(batch) > MAX_MESSAGES:
        message = (
            f"{context.node} would send {len(batch)} messages; at most {MAX_MESSAGES} go out of "
            "one run. Join the texts into one before it."
        )
        raise ConnectorError(message)

    def push(inputs: Inputs, place: str) -> Outputs:
        lines = inputs.text.raw.strip().splitlines() or [""]
        subject = " ".join(params.subject.replace("{text}", lines[0]).split())
        subject = "".join(c for c in subject if c.isprintable())[:MAX_SUBJECT_CHARACTERS]
        shown = Json({"to": list(params.to), "subject": subject, "text": inputs.text.raw})
        if outside.draft and params.in_drafts != "send":
            return Outputs(would_send(", ".join(params.to)), Boolean(value=False), shown)
        files = []
        if inputs.image is not None:
            files.append(("picture.jpg", "image/jpeg", encode_jpeg(inputs.image)))
        name = f"{outside.run}.{context.node}.{place}"
        mail = Mail(params.to, subject, inputs.text.raw, files, message_id=name)
        outside.send_mail(endpoint, mail, context.cancel)
        report = Text(f"Sent to {', '.join(params.to)}.")
        return Outputs(report, Boolean(value=True), shown)

    return each(batch, context, push)
