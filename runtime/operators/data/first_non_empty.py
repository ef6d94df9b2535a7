"""Takes the first of several values that is there, or a default.

Brings ways together that conditions parted: of a detector's regions in the day and another one's at
night, whichever came through goes on. Wires are looked at in their order. Where none is there, the
`default` goes on, any JSON; without one, the branch ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wires
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.plain import value_of
from runtime.contracts.values import Many, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    data: Many[Value | None] = field(metadata={"help": "The values, in the order of preference."})


@dataclass(frozen=True)
class Outputs:
    value: Value | None = field(metadata={"help": "The first value that is there."})


class Params(OperatorParams):
    default: Any = Field(default=None, description="What goes on where nothing is there.")


@operator(
    "first-non-empty",
    title="First of several",
    group="Logic",
    icon="git-merge",
    blocks=(
        Block(
            "roboflow_core/first_non_empty_or_default@v1",
            {"data": Wires("data", named=False), "default": Setting("default")},
            {"output": Out("value", ("*",))},
            names=("FirstNonEmptyOrDefault",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [
        Outputs(
            next(
                (value for value in inputs.data.values if value is not None),
                value_of(params.default),
            )
        )
        for inputs in batch
    ]
