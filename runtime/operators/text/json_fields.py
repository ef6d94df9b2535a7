"""Reads the named entries out of a text that holds JSON, such as a language model's answer.

Name what to expect in `fields`; the first comes out at `field_1`, the second at `field_2` and so
on. JSON in a fenced block (three backticks and `json`) is found within other words. `failed` is yes
when the text is no JSON or an entry is missing; entries that are not there are absent.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import Field

from runtime.contracts.blocks import Block, Named, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.plain import value_of
from runtime.contracts.values import Boolean, String, Text
from runtime.query.numbered import numbered_outputs, ports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FENCED = re.compile(r"```json([\s\S]*?)```", re.IGNORECASE)
FIELDS = ports("field", 12)


@dataclass(frozen=True)
class Inputs:
    text: Text | String | None = field(
        default=None, metadata={"help": "The text that holds JSON; unwired, the text set here."}
    )


Outputs = numbered_outputs(
    __name__, FIELDS, "The entry that is named by field", entry_of="fields",
    failed=(Boolean, "Whether the text could not be read, or an entry is missing."),
)  # fmt: skip


class Params(OperatorParams):
    fields: list[str] = Field(
        default=[], max_length=len(FIELDS), description="The names of the entries, in order."
    )
    content: str | None = Field(
        default=None, max_length=100_000, description="The text where none is wired."
    )


def _expected(fields: Mapping[str, Any]) -> list[str]:
    written = fields.get("expected_fields")
    return [str(name) for name in written] if isinstance(written, list) else []


@operator(
    "json-fields",
    title="JSON fields",
    group="Text",
    icon="braces",
    summary="{fields}",
    blocks=(
        Block(
            "roboflow_core/json_parser@v1",
            {
                "raw_json": Wire(
                    "text",
                    kinds=("language_model_output", "string"),
                    literal="content",
                    required=True,
                ),
                "expected_fields": Setting("fields", required=True),
            },
            {"error_status": Out("failed", ("boolean",))},
            named=Named(_expected, FIELDS),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Any]:
    texts = (_text(inputs.text, params) for inputs in batch)
    return [None if text is None else _read(text, params.fields) for text in texts]


def _text(given: Text | String | None, params: Params) -> str | None:
    if given is None:
        return params.content
    return given.raw if isinstance(given, Text) else given.value


def _read(text: str, names: list[str]) -> Any:
    fenced = _FENCED.search(text)
    try:
        found = json.loads(
            fenced[1] if fenced else text, parse_constant=_refused, parse_float=_finite
        )
    except (ValueError, RecursionError):
        found = None
    entries: dict[str, Any] = found if isinstance(found, dict) else {}
    failed = not isinstance(found, dict) or any(name not in entries for name in names)
    told = {port: value_of(entries.get(name)) for name, port in zip(names, FIELDS, strict=False)}
    return Outputs(**told, failed=Boolean(failed))


def _finite(written: str) -> float:
    number = float(written)
    return number if math.isfinite(number) else _refused(written)


def _refused(name: str) -> NoReturn:
    raise ValueError(name)
