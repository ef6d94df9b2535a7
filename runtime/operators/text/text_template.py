"""Writes up to four values into one text.

In the template, `{first}` to `{fourth}` stand for what is wired to these ports: with `{first} cars
at {second}`, the number 3 and the text `the gate` give `3 cars at the gate`. Concepts are written
as their names with commas between, lists and JSON as JSON. A port that is not wired, or whose
branch ended, gives nothing. Other braces stay as they are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.plain import told
from runtime.contracts.values import Boolean, Concepts, Json, List, Number, String, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    Written = Text | String | Number | Boolean | Concepts | Json | List

_SLOTS = re.compile(r"\{(first|second|third|fourth)\}")


@dataclass(frozen=True)
class Inputs:
    first: Text | String | Number | Boolean | Concepts | Json | List | None = field(
        default=None, metadata={"help": "What {first} stands for."}
    )
    second: Text | String | Number | Boolean | Concepts | Json | List | None = field(
        default=None, metadata={"help": "What {second} stands for."}
    )
    third: Text | String | Number | Boolean | Concepts | Json | List | None = field(
        default=None, metadata={"help": "What {third} stands for."}
    )
    fourth: Text | String | Number | Boolean | Concepts | Json | List | None = field(
        default=None, metadata={"help": "What {fourth} stands for."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The filled template."})


class Params(OperatorParams):
    template: str = Field(
        default="{first} {second}", min_length=1, max_length=20_000,
        description="The text, with {first} to {fourth} where the values go.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip


@operator(
    "text-template",
    title="Text template",
    group="Text",
    icon="file-text",
    summary="{template}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(Text(_filled(params.template, inputs))) for inputs in batch]


def _filled(template: str, inputs: Inputs) -> str:
    """All slots in one pass, so that a slot inside a value is left alone."""
    return _SLOTS.sub(lambda slot: _written(inputs, slot[1]), template)


def _written(inputs: Inputs, port: str) -> str:
    value: Written | None = getattr(inputs, port)
    match value:
        case None:
            return ""
        case Text():
            return value.raw
        case String():
            return value.value
        case Number():
            return f"{value.value:.12g}"
        case Boolean():
            return "yes" if value.value else "no"
        case Concepts():
            return ", ".join(concept.name for concept in value.items)
        case Json() | List():
            plain = list(value.value) if isinstance(value, List) else value.value
            return json.dumps(plain, ensure_ascii=False, default=told)
