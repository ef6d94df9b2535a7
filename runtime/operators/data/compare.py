"""Compares two values and answers yes or no.

Numbers are compared as numbers, texts as texts: `number of cars` over 3, `language` equals `en`,
`text` contains `refund`. The second value is wired, or set as `than`. A text that reads as a number
is compared as one when the other is a number. Concepts count as their best name, lists and regions
as how many they hold. Wire the answer to *Continue if*.
"""

from __future__ import annotations

import math
import operator as compare
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import (
    Boolean,
    Concepts,
    List,
    Number,
    Regions,
    String,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Comparable = Number | Boolean | String | Text | Concepts | Regions | List

_BY_NUMBER: dict[str, Callable[[float, float], bool]] = {
    "greater than": compare.gt,
    "at least": compare.ge,
    "less than": compare.lt,
    "at most": compare.le,
}
_BY_TEXT: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "does not contain": lambda text, part: part not in text,
    "starts with": str.startswith,
    "ends with": str.endswith,
}


@dataclass(frozen=True)
class Inputs:
    value: Number | Boolean | String | Text | Concepts | Regions | List = field(
        metadata={"help": "The value to compare."}
    )
    other: Number | Boolean | String | Text | None = field(
        default=None, metadata={"help": "What it is compared with; unwired, what is set here."}
    )


@dataclass(frozen=True)
class Outputs:
    result: Boolean = field(metadata={"help": "Whether the comparison holds."})


class Params(OperatorParams):
    comparison: Literal[
        "equals", "differs from", "greater than", "at least", "less than", "at most", "contains",
        "does not contain", "starts with", "ends with",
    ] = Field(default="equals", description="How the values have to compare.")  # fmt: skip
    than: str = Field(
        title="With", default="", max_length=1000, coerce_numbers_to_str=True,
        description="The number or text to compare with when none is wired.",
    )  # fmt: skip
    ignore_case: bool = Field(default=True, description="Whether A and a are the same.")


@operator(
    "compare",
    title="Compare",
    group="Logic",
    icon="scaling",
    summary="{comparison} {than}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_compared(inputs, params) for inputs in batch]


def _compared(inputs: Inputs, params: Params) -> Outputs | Failure:
    left = _plain(inputs.value)
    right: float | str = _plain(inputs.other) if inputs.other is not None else params.than
    numbers = _number(left), _number(right)
    if params.comparison in _BY_NUMBER:
        if numbers[0] is None or numbers[1] is None:
            odd = left if numbers[0] is None else right
            message = (
                f"{str(odd)[:60]!r} is no number, so it cannot be compared by "
                f"{params.comparison}. Wire a number, or choose equals or contains."
            )
            return Failure(OperatorFailedError(message, param="comparison"))
        return _answer(_BY_NUMBER[params.comparison](numbers[0], numbers[1]))
    text, other = _text(left), _text(right)
    if params.ignore_case:
        text, other = text.casefold(), other.casefold()
    if params.comparison in _BY_TEXT:
        return _answer(_BY_TEXT[params.comparison](text, other))
    as_numbers = isinstance(left, float) or (inputs.other is not None and isinstance(right, float))
    same = text == other
    if as_numbers and None not in numbers:
        same = numbers[0] == numbers[1]
    return _answer(same == (params.comparison == "equals"))


def _answer(result: bool) -> Outputs:  # noqa: FBT001 - a comparison's one answer
    return Outputs(Boolean(result))


def _plain(value: Comparable) -> float | str:
    match value:
        case Number():
            return float(value.value)
        case Boolean():
            return "yes" if value.value else "no"
        case String():
            return value.value
        case Text():
            return value.raw
        case Concepts():
            return max(value.items, key=lambda item: item.value).name if value.items else ""
        case Regions():
            return float(len(value.items))
        case List():
            return float(len(value.value))


def _number(value: float | str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _text(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float) else value.strip()
