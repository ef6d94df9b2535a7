"""Uploads texts and pictures to an S3 bucket of yours: at AWS, MinIO, or another that speaks S3.

Behind *CSV writer* it keeps the table. With `separate_files` each text is an object; with
`append_log` the texts of a run or a session go into one object, up to `max_entries` each, which is
written again as it grows: JSON as one line each, the heading of a CSV text once. A picture is
always an object of its own, as JPEG. The object is called `prefix/name_time.ending`.

Where it goes says a connection of the app: its address, bucket and keys are kept there, never in a
workflow. `bucket` chooses among the app's buckets and may follow an input. A run of the draft only
shows what it would upload.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire
from runtime.contracts.operator import Context, operator
from runtime.contracts.outside import Call, ConnectionMissingError, ConnectorError
from runtime.contracts.values import Boolean, Image, Json, String, Text
from runtime.media.encode import encode_jpeg
from runtime.media.plain_json import plain_json
from runtime.outside.drafts import PushParams, would_send
from runtime.outside.file_names import plain_part, within
from runtime.outside.growing import Growing
from runtime.outside.text_logs import is_json, log_entry
from runtime.query.moments import shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.outside import Endpoint, Outside

MEDIA_TYPES = {
    "csv": "text/csv", "json": "application/json", "jsonl": "application/x-ndjson",
    "txt": "text/plain", "jpg": "image/jpeg",
}  # fmt: skip
MAX_ANSWER_BYTES = 64 * 1024
OFF, NO_JSON = "Sink was disabled by parameter", "Invalid JSON content"
_THERE = "objects leave through the app's connection, where this is kept"


@dataclass(frozen=True)
class Inputs:
    content: Text | String | Json | Image = field(metadata={"help": "What is uploaded."})


@dataclass(frozen=True)
class Outputs:
    failed: Boolean = field(metadata={"help": "Whether it could not be uploaded."})
    message: Text = field(metadata={"help": "What was done, in a few words."})
    location: Text | None = field(metadata={"help": "Where it lies, such as s3://bucket/name."})


class Params(PushParams):
    bucket: str = Field(
        default="", max_length=63,
        description="Which of the app's buckets; empty for that of the connection.",
    )  # fmt: skip
    prefix: str = Field(default="", max_length=500, description="What the name begins with.")
    name: str = Field(
        default="workflow_output", max_length=200, description="The name before the time."
    )
    file_type: Literal["csv", "json", "txt"] = Field(
        default="csv", description="What the texts are."
    )
    mode: Literal["append_log", "separate_files"] = Field(
        default="separate_files", description="One object for many texts, or one for each."
    )
    max_entries: int = Field(
        default=1024, ge=1, le=100_000, description="The most texts of one object."
    )
    enabled: bool = Field(default=True, description="Whether anything is uploaded at all.")

    @field_validator("prefix", "name")
    @classmethod
    def _plain(cls, part: str) -> str:
        return plain_part(part)


@operator(
    "s3-upload",
    title="S3 upload",
    group="Connectors",
    icon="cloud-upload",
    heavy=True,
    keeps_state=True,
    effects="sends",
    connection="s3",
    summary="{name} · drafts {in_drafts}",
    blocks=(
        Block(
            "roboflow_core/s3_sink@v1",
            {
                "content": Wire("content", kinds=("string",)),
                "file_type": Setting("file_type"),
                "output_mode": Setting("mode", required=True),
                "bucket_name": Setting("bucket", required=True),
                "s3_prefix": Setting("prefix"),
                "file_name_prefix": Setting("name"),
                "max_entries_per_file": Setting("max_entries"),
                "aws_access_key_id": Ignored(_THERE),
                "aws_secret_access_key": Ignored(_THERE),
                "aws_region": Ignored(_THERE),
            },
            {
                "error_status": Out("failed", ("boolean",)),
                "message": Out("message", ("string",)),
            },
            sink=True,
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    if not params.enabled:
        return [_said(OFF) for _ in batch]
    outside = context.require_outside()
    try:
        endpoint = outside.endpoint_to(params.bucket, "s3", params.connection)
    except ConnectionMissingError as error:
        return [_said(error.message, failed=True) for _ in batch]
    bucket = _Bucket(outside, endpoint, params, context)
    if params.mode == "separate_files":
        return [bucket.put(*_single(inputs.content, params)) for inputs in batch]
    return _appended(batch, bucket)


@dataclass(frozen=True)
class _Bucket:
    """Where a call's objects go."""

    outside: Outside
    endpoint: Endpoint
    params: Params
    context: Context

    def key(self, ending: str) -> str:
        """A name that was not there before."""
        now = datetime.now(UTC).strftime("%Y_%m_%d_%H_%M_%S_%f")
        key = within(self.params.prefix, f"{self.params.name.strip('/')}_{now}.{ending}")
        return "/".join(part for part in key.split("/") if part != ".")

    def put(self, data: bytes, ending: str, key: str = "") -> Outputs:
        """Upload, over what lies there under this key; a new one without."""
        key = key or self.key(ending)
        where = f"s3://{self.endpoint.target}/{key}"
        if self.outside.draft and self.params.in_drafts != "send":
            return Outputs(Boolean(value=False), would_send(where), None)
        path = "/" + quote(key, safe="/~")
        call = Call(
            path, method="PUT", body=data, media_type=MEDIA_TYPES[ending],
            max_bytes=MAX_ANSWER_BYTES, seconds=self.params.timeout_seconds,
        )  # fmt: skip
        try:
            self.outside.call(self.endpoint, call, self.context.cancel)
        except (ConnectorError, ConnectionMissingError) as error:
            return _said(error.message, failed=True)
        return Outputs(
            Boolean(value=False), Text(f"Data saved successfully to {where}"), Text(where)
        )


def _appended(batch: Sequence[Inputs], bucket: _Bucket) -> list[Outputs]:
    """Each object that grows is uploaded once a call, when its last text of the call is in it."""
    params = bucket.params
    ending = "jsonl" if params.file_type == "json" else params.file_type
    about = f"{bucket.endpoint.target}/{params.prefix}/{params.name}.{ending}"
    outcomes = [_said(NO_JSON, failed=True) for _ in batch]
    waiting: dict[int, tuple[Growing, list[int]]] = {}

    def upload(log: Growing) -> None:
        _, places = waiting.pop(id(log), (log, []))
        if places:
            told = bucket.put(log.text.encode(), ending, log.key)
            for at in places:
                outcomes[at] = told

    for at, inputs in enumerate(batch):
        if isinstance(inputs.content, Image):
            outcomes[at] = bucket.put(*_single(inputs.content, params))
            continue
        text = _text(inputs.content)
        if params.file_type == "json" and not is_json(text):
            continue
        log = bucket.context.of_stream(shared(bucket.context.place(at)), Growing)
        if not log.takes(about, params.max_entries, len(text)):
            upload(log)
            log.begin(about, bucket.key(ending))
        log.add(log_entry(text, params.file_type, first=log.count == 0))
        waiting.setdefault(id(log), (log, []))[1].append(at)
    for log, _ in list(waiting.values()):
        upload(log)
    return outcomes


def _single(content: Any, params: Params) -> tuple[bytes, str]:
    """An object of its own, and the ending of its name."""
    if isinstance(content, Image):
        return encode_jpeg(content), "jpg"
    return _text(content).encode(), params.file_type


def _text(content: Any) -> str:
    if isinstance(content, Json):
        return json.dumps(plain_json(content))
    return content.raw if isinstance(content, Text) else str(content.value)


def _said(message: str, *, failed: bool = False) -> Outputs:
    return Outputs(Boolean(failed), Text(message), None)
