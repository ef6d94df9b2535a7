"""Reads the JSON in a text, also when a model wrapped it in words.

Takes the whole text when it is JSON, else what stands in a fenced block, else the first object or
list in it: `Sure, here it is: {"total": 12.5}` gives `{"total": 12.5}`. The names in
`expected_fields` have to be there, or the element fails and says which are missing. Wire the output
to *JSON path* to take one entry out.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_JSON_DEPTH
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Json, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"```[a-zA-Z]*\n(.*?)```", re.DOTALL)
_TRIES = 50
"""How many opening brackets are tried before the text is said to hold no JSON."""


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "A text with JSON in it."})


@dataclass(frozen=True)
class Outputs:
    json: Json = field(metadata={"help": "What the JSON says."})


class Params(OperatorParams):
    expected_fields: list[str] = Field(
        default_factory=list, max_length=100,
        description="Names the object has to have; empty for any JSON.",
    )  # fmt: skip


@operator(
    "json-parser",
    title="JSON parser",
    group="Text",
    icon="braces",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_parsed(inputs.text.raw, params) for inputs in batch]


def _parsed(text: str, params: Params) -> Outputs | Failure:
    found = _read(text)
    if found is None:
        message = "The text holds no JSON that can be read. Ask for JSON only, or correct it."
        return Failure(OperatorFailedError(message, port="text"))
    value = found[0]
    if _deeper(value, MAX_JSON_DEPTH):
        message = f"The JSON is nested deeper than {MAX_JSON_DEPTH} levels. Make it flatter."
        return Failure(OperatorFailedError(message, port="text"))
    if params.expected_fields:
        names = value.keys() if isinstance(value, dict) else ()
        missing = [name for name in params.expected_fields if name not in names]
        if missing:
            message = f"The JSON has no {', '.join(missing)}. Change the text, or expected_fields."
            return Failure(OperatorFailedError(message, missing=missing))
    return Outputs(Json(value))


def _read(text: str) -> tuple[Any] | None:
    """The first JSON found, in a tuple because null is JSON too."""
    for candidate in (text, *_FENCE.findall(text)):
        try:
            return (_DECODER.decode(candidate.strip()),)
        except (ValueError, RecursionError):
            continue
    for opening in list(re.finditer(r"[{\[]", text))[:_TRIES]:
        try:
            return (_DECODER.raw_decode(text, opening.start())[0],)
        except (ValueError, RecursionError):
            continue
    return None


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number


_DECODER = json.JSONDecoder(parse_constant=_refused, parse_float=_finite)


def _deeper(value: Any, levels: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inside) and (levels == 0 or any(_deeper(item, levels - 1) for item in inside))
