"""Gives a fixed value.

Takes no wire. `en` comes out as a text and a string; `0.5` also as a number, `yes` or `no` also as
yes or no, and `["a", "b"]` also as JSON and as a list. Ports that the value does not suit stay
empty. One node can so hold a word or a limit that several others use.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Json, List, Number, String, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Inputs:
    pass


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The value as text."})
    string: String = field(metadata={"help": "The value as a string."})
    number: Number | None = field(metadata={"help": "The value, when it reads as a number."})
    boolean: Boolean | None = field(metadata={"help": "The value, when it is yes or no."})
    json: Json | None = field(metadata={"help": "The value, when it reads as JSON."})
    entries: List | None = field(metadata={"help": "The value, when it is a JSON list."})


class Params(OperatorParams):
    value: str = Field(
        default="", max_length=20_000, coerce_numbers_to_str=True,
        description="A text, a number, yes or no, or JSON.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip


@operator("constant", title="Constant", group="Logic", icon="pin", summary="{value}")
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    value = params.value
    found = _json(value)
    outputs = Outputs(
        text=Text(value),
        string=String(value),
        number=_number(value),
        boolean=Boolean(_YES_OR_NO[word])
        if (word := value.strip().lower()) in _YES_OR_NO
        else None,
        json=found,
        entries=List(tuple(found.value)) if found and isinstance(found.value, list) else None,
    )
    return [outputs for _ in batch]


def _number(value: str) -> Number | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return Number(number) if math.isfinite(number) else None


def _json(value: str) -> Json | None:
    try:
        return Json(json.loads(value, parse_constant=_refused, parse_float=_finite))
    except (ValueError, RecursionError):
        return None


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number
