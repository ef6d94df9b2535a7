"""Keeps the last values that came along, the newest first.

With `length` 3, the third frame of a video gives the values of the third, second and first frame.
With `pad` on, the list always has that length, with null where nothing came yet. Pictures that
come from no video are one row, in the order of the run's inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import List, Value
from runtime.query.kept import KeptValues
from runtime.query.moments import shared
from runtime.query.plain import plain_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is kept."})


@dataclass(frozen=True)
class Outputs:
    entries: List = field(metadata={"help": "The last values, the newest first."})


class Params(OperatorParams):
    length: int = Field(default=10, ge=1, le=1000, description="How many values are kept.")
    pad: bool = Field(
        default=False, description="Whether null stands for values that did not come yet."
    )


@operator(
    "value-buffer",
    title="Buffer",
    group="Video",
    icon="layers",
    keeps_state=True,
    summary="last {length}",
    blocks=(
        Block(
            "roboflow_core/buffer@v1",
            {
                "data": Wire("value"),
                "length": Setting("length", required=True),
                "pad": Setting("pad"),
            },
            {"output": Out("entries", ("list_of_values",))},
            names=("Buffer",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        kept = context.of_stream(shared(context.place(index)), KeptValues)
        number = max(kept.values, default=-1) + 1
        kept.put(number, inputs.value, params.length)
        entries = [plain_of(value) for value in reversed(kept.values.values())]
        if params.pad:
            entries += [None] * (params.length - len(entries))
        outcomes.append(Outputs(List(tuple(entries))))
    return outcomes
