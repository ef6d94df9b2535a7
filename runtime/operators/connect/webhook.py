"""Posts what is wired in to a web address, as a signed JSON message.

Behind *Object counter* with the path `/cars` it tells your service of each picture:
`{"run": "…", "node": "push", "element": "0", "draft": false, "kind": "number", "value": 2}`.
`secret` names a secret of the app; the header `X-Weft-Signature` then holds `sha256=` and the
HMAC of the body under it. The header `Idempotency-Key` is the same for the same element of the
same run, so that a message which comes twice, after a crash or a lost answer, can be told.

A run of the draft only shows what it would send, until `in_drafts` says otherwise. What was sent is
never taken from the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call
from runtime.contracts.values import Boolean, Json, Number, Text, Value
from runtime.media.plain_json import plain_json
from runtime.outside.asking import as_body, each
from runtime.outside.drafts import PushParams, would_send

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_ANSWER_BYTES = 64 * 1024
MAX_SHOWN_CHARACTERS = 2000


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What to send."})
    more: Value | None = field(default=None, metadata={"help": "Something to send with it."})


@dataclass(frozen=True)
class Outputs:
    report: Text = field(metadata={"help": "What was done, in a sentence."})
    sent: Boolean = field(metadata={"help": "Whether it was sent; no in a draft that only shows."})
    message: Json = field(metadata={"help": "What was sent, or would be; long parts cut."})
    status: Number | None = field(metadata={"help": "What the address answered, such as 200."})


class Params(PushParams):
    path: str = Field(
        default="", max_length=2000, pattern=r"^([/?].*)?$",
        description="Behind the connection's address; begins with / or ?.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    secret: str = Field(
        default="", max_length=64,
        description="The app's secret to sign with; empty sends no signature.",
        json_schema_extra={"widget": "secret", "fixed": True},
    )  # fmt: skip


@operator(
    "webhook",
    title="Send to a webhook",
    group="Connectors",
    icon="webhook",
    aliases=("results-push", "status-push"),
    heavy=True,
    effects="sends",
    connection="http",
    summary="{path} · drafts {in_drafts}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "http")

    def push(inputs: Inputs, place: str) -> Outputs:
        message = {
            "run": outside.run, "node": context.node, "element": place, "draft": outside.draft,
            "kind": inputs.value.kind, "value": plain_json(inputs.value),
        }  # fmt: skip
        if inputs.more is not None:
            message |= {"more_kind": inputs.more.kind, "more": plain_json(inputs.more)}
        if outside.draft and params.in_drafts != "send":
            report = would_send(f"{endpoint.address}{params.path}")
            return Outputs(report, Boolean(value=False), Json(_short(message)), None)
        body = as_body(message)
        headers = {"Idempotency-Key": f"{outside.run}-{context.node}-{place}"}
        if params.secret:
            headers["X-Weft-Signature"] = f"sha256={outside.sign(params.secret, body)}"
        call = Call(
            params.path, headers=headers, body=body, max_bytes=MAX_ANSWER_BYTES,
            seconds=params.timeout_seconds,
        )  # fmt: skip
        answer = outside.call(endpoint, call, context.cancel)
        report = Text(f"Sent to {endpoint.address}{params.path}, which answered {answer.status}.")
        return Outputs(report, Boolean(value=True), Json(_short(message)), Number(answer.status))

    return each(batch, context, push)


def _short(tree: Any) -> Any:
    """The message for reading: pictures in it are cut."""
    if isinstance(tree, str) and len(tree) > MAX_SHOWN_CHARACTERS:
        return f"{tree[:80]}… ({len(tree)} characters)"
    if isinstance(tree, dict):
        return {key: _short(item) for key, item in tree.items()}
    return [_short(item) for item in tree] if isinstance(tree, list) else tree
