"""Keeps texts as files of the app: CSV, JSON or plain text.

Behind *CSV writer* it keeps the table. With `append_log`, the texts of a run go into one file, up
to `max_entries` each, JSON as one line each, and the heading of a CSV text is written once; with
`separate_files` each text is a file. Files lie in the app's storage, with the run that made them;
a folder is a part of the file's name and nothing on the server's disk. `file` tells the name, the
size and the address part `blob` under which the app gives the file out.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Json, String, Text
from runtime.outside.file_names import plain_part, within
from runtime.outside.text_logs import ended, is_json, log_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.files import MediaFiles

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "txt": "text/plain"}
SAVED = "Data saved successfully"
NO_JSON = "Invalid JSON content"


@dataclass(frozen=True)
class Inputs:
    text: Text | String = field(metadata={"help": "What is kept."})


@dataclass(frozen=True)
class Outputs:
    failed: Boolean = field(metadata={"help": "Whether it could not be kept."})
    message: Text = field(metadata={"help": "What was done, in a few words."})
    file: Json | None = field(metadata={"help": "Name, size and address of the file."})


class Params(OperatorParams):
    file_type: Literal["csv", "json", "txt"] = Field(
        default="csv", description="What the texts are."
    )
    mode: Literal["append_log", "separate_files"] = Field(
        default="append_log", description="One file for many texts, or one for each."
    )
    folder: str = Field(default="", max_length=500, description="What the name begins with.")
    prefix: str = Field(
        default="workflow_output", max_length=200, description="The name before the time."
    )
    max_entries: int = Field(
        default=1024, ge=1, le=1_000_000, description="The most texts of one file."
    )
    enabled: bool = Field(default=True, description="Whether anything is kept at all.")

    @field_validator("folder", "prefix")
    @classmethod
    def _plain(cls, part: str) -> str:
        return plain_part(part)


@operator(
    "file-writer",
    title="File writer",
    group="Connectors",
    icon="file-down",
    effects="sends",
    summary="{prefix}.{file_type}",
    blocks=(
        Block(
            "roboflow_core/local_file_sink@v1",
            {
                "content": Wire("text", kinds=("string",)),
                "file_type": Setting("file_type"),
                "output_mode": Setting("mode", required=True),
                "target_directory": Setting("folder", required=True),
                "file_name_prefix": Setting("prefix"),
                "max_entries_per_file": Setting("max_entries", kinds=("integer", "string")),
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
    texts = [
        inputs.text.raw if isinstance(inputs.text, Text) else inputs.text.value for inputs in batch
    ]
    if not params.enabled:
        off = Outputs(Boolean(value=False), Text("Sink was disabled by parameter"), None)
        return [off for _ in batch]
    files = context.require_files()
    each = 1 if params.mode == "separate_files" else params.max_entries
    outcomes: list[Outputs] = [_bad() for _ in batch]
    good = [at for at, text in enumerate(texts) if not _broken(text, params)]
    for begin in range(0, len(good), each):
        part = good[begin : begin + each]
        kept = _keep(files, [texts[at] for at in part], params, begin // each)
        for at in part:
            outcomes[at] = Outputs(Boolean(value=False), Text(SAVED), kept)
    return outcomes


def _bad() -> Outputs:
    return Outputs(Boolean(value=True), Text(NO_JSON), None)


def _broken(text: str, params: Params) -> bool:
    """Whether it is to be a line of JSON and is none."""
    if params.file_type != "json" or params.mode == "separate_files":
        return False
    return not is_json(text)


def _keep(files: MediaFiles, texts: list[str], params: Params, number: int) -> Json:
    lines = params.file_type == "json" and params.mode == "append_log"
    written = "".join(_entry(text, params, first=at == 0) for at, text in enumerate(texts))
    data = written.encode()
    when = datetime.now(UTC).strftime("%Y_%m_%d_%H_%M_%S_%f")
    ending = "jsonl" if lines else params.file_type
    name = within(params.folder, f"{params.prefix}_{when}_{number}.{ending}")
    blob = files.keep(io.BytesIO(data), MEDIA_TYPES[params.file_type])
    return Json({"name": name, "blob": blob, "bytes": len(data)})


def _entry(text: str, params: Params, *, first: bool) -> str:
    if params.mode == "append_log":
        return log_entry(text, params.file_type, first=first)
    return ended(text)
