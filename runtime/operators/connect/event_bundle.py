"""Keeps an event with its pictures as one file of the app, to be fetched and carried elsewhere.

Behind *Condition* it keeps each picture on which something went wrong, with what was found in it.
The file is a `.tar.gz` of `payload.json` (version 1 of the form that Roboflow's ingest takes) and
the pictures in `images/`. Which facts belong to an event says its type: a quality check has
`qc_result`, an inventory count `location`, `item_count` and `item_type`, a safety alert
`alert_type`, `severity` and `alert_description`, a custom event `custom_value`, feedback
`related_event_id` and `feedback`; others are left out. Files lie in the app's storage, with the run
that made them; a folder is a part of the name and nothing on the server's disk, so two files of one
name do not hurt each other. No more than one event is kept in so many seconds: of the film where
there is one, else of the clock.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire, Wires
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import (
    Boolean,
    Concepts,
    Image,
    Json,
    Many,
    Regions,
    Text,
    Value,
)
from runtime.media.bundle_file import bundle
from runtime.media.encode import encode_jpeg
from runtime.media.plain_json import plain_json
from runtime.outside.file_names import plain_part, within
from runtime.query.asked import named
from runtime.query.errors import QueryError
from runtime.query.findings import findings
from runtime.query.moments import LastTime, moment, shared
from runtime.query.plain import value_from

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES = 25 * 1024 * 1024
"""What the ingest takes; a larger file would be refused there."""
FORMAT_VERSION = 1
ENDING = ".tar.gz"
SHOWN_QUALITY, FULL_QUALITY = 85, 95
KEPT = "Vision event bundle written successfully"
OFF, TOO_SOON = "Sink was disabled by parameter", "Sink cooldown applies"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

FACTS = {
    "quality_check": {"result": "qc_result", "externalId": "external_id"},
    "inventory_count": {
        "location": "location", "itemCount": "item_count", "itemType": "item_type",
        "externalId": "external_id",
    },
    "safety_alert": {
        "alertType": "alert_type", "severity": "severity", "description": "alert_description",
        "externalId": "external_id",
    },
    "custom": {"value": "custom_value", "externalId": "external_id"},
    "operator_feedback": {"relatedEventId": "related_event_id", "feedback": "feedback"},
}  # fmt: skip
"""Type of event -> its facts, as the file names them, and the parameters that they come from."""


@dataclass(frozen=True)
class Inputs:
    image: Image | None = field(default=None, metadata={"help": "The picture that was looked at."})
    drawn: Image | None = field(
        default=None, metadata={"help": "The picture to show first, such as one drawn on."}
    )
    found: Regions | Concepts | None = field(
        default=None, metadata={"help": "What was found in it; told where there is a picture."}
    )
    metadata: Many[Value] | None = field(
        default=None, metadata={"help": "More values, each under its wire's name."}
    )


@dataclass(frozen=True)
class Outputs:
    failed: Boolean = field(metadata={"help": "Whether it could not be kept."})
    throttled: Boolean = field(metadata={"help": "Whether it was too soon after the last one."})
    event: Text = field(metadata={"help": "The event's id; empty where none was kept."})
    name: Text = field(metadata={"help": "The file's name with its folder."})
    message: Text = field(metadata={"help": "What was done, in a few words."})
    file: Json | None = field(metadata={"help": "Name, size and address of the file."})


def _fact(of: str, what: str) -> Any:
    return Field(default=None, max_length=1000, description=f"{what} ({of}).")


class Params(OperatorParams):
    folder: str = Field(default="", max_length=500, description="What the name begins with.")
    file_name: str | None = Field(
        default=None, max_length=200,
        description="The file's name instead of event_, the time and the id.",
    )  # fmt: skip
    event_type: Literal[
        "quality_check", "inventory_count", "safety_alert", "custom", "operator_feedback"
    ] = Field(default="custom", description="What sort of event it is.")
    use_case: str | None = Field(
        default=None, max_length=200, description="What it belongs to, where it is sent later."
    )
    external_id: str | None = _fact("all but feedback", "An id of another system")
    qc_result: Literal["pass", "fail"] | None = Field(
        default=None, description="The result (quality check)."
    )
    location: str | None = _fact("inventory count", "Where was counted")
    item_count: int | None = Field(
        default=None, description="How many were counted (inventory count)."
    )
    item_type: str | None = _fact("inventory count", "What was counted")
    alert_type: str | None = _fact("safety alert", "What the alert is about")
    severity: Literal["low", "medium", "high"] | None = Field(
        default=None, description="How grave it is (safety alert)."
    )
    alert_description: str | None = _fact("safety alert", "What happened")
    custom_value: str | None = _fact("custom", "Any text")
    related_event_id: str | None = _fact("feedback", "The id of the event that it is about")
    feedback: Literal["correct", "incorrect", "inconclusive"] | None = Field(
        default=None, description="Whether that event was right (feedback)."
    )
    metadata_constants: dict[str, Any] = Field(
        default={}, max_length=100, description="More values that are written down, by name."
    )
    cooldown_seconds: float = Field(
        default=1, ge=0, le=86_400, description="The least seconds from one event to the next."
    )
    enabled: bool = Field(default=True, description="Whether anything is kept at all.")

    @field_validator("folder")
    @classmethod
    def _plain(cls, folder: str) -> str:
        return plain_part(folder)

    @field_validator("file_name")
    @classmethod
    def _safe(cls, name: str | None) -> str | None:
        if name is not None and not _NAME.fullmatch(name):
            message = (
                "a file's name begins with a letter or digit and is made of letters, digits, "
                "dots, _ and -"
            )
            raise ValueError(message)
        return name


@operator(
    "event-bundle",
    title="Event bundle writer",
    group="Connectors",
    icon="archive",
    heavy=True,
    keeps_state=True,
    effects="sends",
    summary="{event_type}",
    blocks=(
        Block(
            "roboflow_core/vision_event_bundle@v1",
            {
                "target_directory": Setting("folder", required=True),
                "file_name": Setting("file_name"),
                "input_image": Wire("image"),
                "output_image": Wire("drawn"),
                "predictions": Wire("found"),
                "event_type": Setting("event_type", required=True),
                "solution": Setting("use_case", kinds=("roboflow_solution", "string")),
                "external_id": Setting("external_id"),
                "qc_result": Setting("qc_result"),
                "location": Setting("location"),
                "item_count": Setting("item_count"),
                "item_type": Setting("item_type"),
                "alert_type": Setting("alert_type"),
                "severity": Setting("severity"),
                "alert_description": Setting("alert_description"),
                "custom_value": Setting("custom_value"),
                "related_event_id": Setting("related_event_id"),
                "feedback": Setting("feedback"),
                "custom_metadata": Wires("metadata", literals="metadata_constants", required=False),
                "fire_and_forget": Ignored("the run waits until the bundle is kept"),
                "disable_sink": Setting("enabled", words={True: False, False: True}),
                "cooldown_seconds": Setting("cooldown_seconds"),
            },
            {
                "error_status": Out("failed", ("boolean",)),
                "throttling_status": Out("throttled", ("boolean",)),
                "event_id": Out("event", ("string",)),
                "bundle_path": Out("name", ("string",)),
                "message": Out("message", ("string",)),
            },
            sink=True,
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes: list[Outputs] = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        last, now = context.of_stream(shared(place), LastTime), moment(place)
        if not params.enabled:
            outcomes.append(_none(OFF))
        elif last.at is not None and now - last.at < params.cooldown_seconds:
            outcomes.append(_none(TOO_SOON, throttled=True))
        else:
            last.at = now
            outcomes.append(_kept(inputs, params, context))
    return outcomes


def _kept(inputs: Inputs, params: Params, context: Context) -> Outputs:
    event, when = str(uuid4()), datetime.now(UTC)
    pictures, entry = _pictures(inputs)
    try:
        payload = _payload(inputs, params, entry)
        told = {
            "bundleFormatVersion": FORMAT_VERSION, "eventId": event,
            "eventType": params.event_type, "timestamp": when.isoformat(), **payload,
        }  # fmt: skip
        data = bundle(told, pictures, when)
    except (QueryError, ValueError) as error:
        return _none(f"The event cannot be written: {error}", failed=True)
    if len(data) > MAX_BYTES:
        most = f"A bundle has at most {MAX_BYTES // 1024**2} MB"
        message = f"{most}, this one has {len(data) / 1024**2:.1f}. Send smaller pictures."
        return _none(message, failed=True)
    name = within(params.folder, _name(params.file_name, event, when))
    blob = context.require_files().keep(io.BytesIO(data), "application/gzip")
    file = Json({"name": name, "blob": blob, "bytes": len(data)})
    no = Boolean(value=False)
    return Outputs(no, no, Text(event), Text(name), Text(KEPT), file)


def _pictures(inputs: Inputs) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of the pictures, and how the document names them."""
    files: dict[str, bytes] = {}
    entry: dict[str, Any] = {}
    for key, image, quality in (
        ("file", inputs.drawn, SHOWN_QUALITY),
        ("inputFile", inputs.image, FULL_QUALITY),
    ):
        if image is not None:
            entry[key] = f"images/{uuid4()}.jpg"
            files[entry[key]] = encode_jpeg(image, quality)
    return files, entry


def _payload(inputs: Inputs, params: Params, entry: dict[str, Any]) -> dict[str, Any]:
    """What the event says beside its id, type and time; what is found needs a picture."""
    images = [{**entry, "label": "workflow", **findings(inputs.found)}] if entry else []
    told: dict[str, Any] = {"images": images}
    if params.use_case:
        told["useCaseId"] = params.use_case
    facts = {key: getattr(params, name) for key, name in FACTS[params.event_type].items()}
    if known := {key: fact for key, fact in facts.items() if fact is not None}:
        told["eventData"] = known
    values = named(inputs.metadata, params.metadata_constants)
    if values:
        told["customMetadata"] = {
            name: plain_json(value_from(value)) for name, value in values.items()
        }
    if images:
        told["displayImagePosition"] = 0
    return told


def _name(chosen: str | None, event: str, when: datetime) -> str:
    name = chosen or f"event_{when.strftime('%Y%m%dT%H%M%S_%f')}_{event}"
    return name if name.endswith(ENDING) else name + ENDING


def _none(message: str, *, failed: bool = False, throttled: bool = False) -> Outputs:
    nothing = Text("")
    return Outputs(Boolean(failed), Boolean(throttled), nothing, nothing, Text(message), None)
