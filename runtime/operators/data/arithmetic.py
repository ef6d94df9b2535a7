"""Computes with one or two numbers.

The second number is wired, or set as `by`: 7 divide by 2 is 3.5, 7 remainder 2 is 1. Round takes
`by` as the number of digits behind the point, so that 3.14159 by 2 is 3.14. Absolute and square
root need one number only. A division by zero, and a result too large to write, fail that element
and say so.
"""

from __future__ import annotations

import math
import operator as compute
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "add": compute.add,
    "subtract": compute.sub,
    "multiply": compute.mul,
    "divide": compute.truediv,
    "remainder": compute.mod,
    "power": math.pow,
    "smaller": min,
    "larger": max,
    "round": lambda number, digits: round(number, int(digits)),
    "absolute": lambda number, _: abs(number),
    "square root": lambda number, _: math.sqrt(number),
}


@dataclass(frozen=True)
class Inputs:
    number: Number = field(metadata={"help": "The first number."})
    other: Number | None = field(
        default=None, metadata={"help": "The second number; unwired, the one set here."}
    )


@dataclass(frozen=True)
class Outputs:
    number: Number = field(metadata={"help": "The result."})


class Params(OperatorParams):
    operation: Literal[
        "add", "subtract", "multiply", "divide", "remainder", "power", "smaller", "larger",
        "round", "absolute", "square root",
    ] = Field(default="add", description="What to compute.")  # fmt: skip
    by: float = Field(
        default=0, ge=-1e12, le=1e12, description="The second number when none is wired."
    )


@operator(
    "arithmetic",
    title="Arithmetic",
    group="Logic",
    icon="calculator",
    summary="{operation} {by}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_computed(inputs, params) for inputs in batch]


def _computed(inputs: Inputs, params: Params) -> Outputs | Failure:
    left = float(inputs.number.value)
    right = float(inputs.other.value) if inputs.other is not None else params.by
    try:
        result = float(_OPERATIONS[params.operation](left, right))
    except ZeroDivisionError:
        return _failed(f"{left:g} cannot be divided by zero. Wire or set another number.")
    except (ValueError, OverflowError):
        result = math.nan
    if not math.isfinite(result):
        said = f"{params.operation} with {left:g} and {right:g}"
        return _failed(f"{said} has no result that can be written. Use other numbers.")
    return Outputs(Number(result))


def _failed(message: str) -> Failure:
    return Failure(OperatorFailedError(message, param="operation"))
