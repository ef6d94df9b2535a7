"""Gathers the values of a fan-out into one list.

The texts read from three crops become a list of three texts; numbers, yes and no, JSON and lists
are taken as they are, concepts as their best name. With `whole` on, pictures, regions and all else
become entries as they are. Where a branch ended, the list holds null, so that entries and regions
stay in step, unless `skip_absent` is on. When all are numbers, their sum and mean are answered too.
Where nothing was split, the values of all inputs of the run are gathered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import All, Boolean, Concepts, Json, List, Number, String, Text, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    values: All[Value] = field(
        metadata={"help": "The values of every crop, chunk or frame.", "of_inputs": True}
    )


@dataclass(frozen=True)
class Outputs:
    entries: List = field(metadata={"help": "All values, in their order."})
    count: Number = field(metadata={"help": "How many entries the list has."})
    sum: Number | None = field(metadata={"help": "Their sum, when all are numbers."})
    mean: Number | None = field(metadata={"help": "Their mean, when all are numbers."})


class Params(OperatorParams):
    skip_absent: bool = Field(
        default=False, description="Whether values that are not there are left out."
    )
    whole: bool = Field(
        default=False,
        description="Whether pictures, regions and concepts are entries as they are.",
    )
    end_when_empty: bool = Field(
        default=False, description="Whether the branch ends where the list has no entry."
    )


@operator(
    "list-collector",
    title="List collector",
    group="Logic",
    icon="list",
    blocks=(
        Block(
            "roboflow_core/dimension_collapse@v1",
            {"data": Wire("values")},
            {"output": Out("entries", ("list_of_values",))},
            names=("DimensionCollapse",),
            fixed={"skip_absent": True, "whole": True, "end_when_empty": True},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | None]:
    known: dict[int, Outputs | None] = {}  # all inputs of a call gather one and the same list
    for inputs in batch:
        if id(inputs.values) not in known:
            known[id(inputs.values)] = _collected(inputs, params)
    return [known[id(inputs.values)] for inputs in batch]


def _collected(inputs: Inputs, params: Params) -> Outputs | None:
    values = inputs.values.values
    there = [value for value in values if value is not None]
    taken = there if params.skip_absent else values
    if not taken and params.end_when_empty:
        return None
    entries = tuple(_plain(value, whole=params.whole) for value in taken)
    total = mean = None
    if there and all(isinstance(value, Number) for value in there):
        numbers = [value.value for value in there if isinstance(value, Number)]
        total = Number(math.fsum(numbers))
        mean = Number(total.value / len(numbers))
    return Outputs(List(entries), Number(len(entries)), total, mean)


def _plain(value: Any, *, whole: bool) -> Any:
    match value:
        case Text():
            return value.raw
        case Concepts() if not whole:
            return max(value.items, key=lambda item: item.value).name if value.items else None
        case List():
            return list(value.value)
        case Number() | Boolean() | String() | Json():
            return value.value
        case _:
            return value if whole else None
