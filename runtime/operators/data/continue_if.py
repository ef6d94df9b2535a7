"""Lets a value through when a condition holds, and sends it the other way when not.

Wire anything to `value`, and the answer of *Compare*, *Logic* or another yes or no to `condition`.
When it is yes the value comes out at `then` and what follows runs; when it is no it comes out at
`otherwise`. The side that is not taken is absent, and what hangs on it does not run. *First
present* brings both ways together again. `negate` swaps the sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What goes one way or the other."})
    condition: Boolean = field(metadata={"help": "Yes for then, no for otherwise."})


@dataclass(frozen=True)
class Outputs:
    then: Value | None = field(metadata={"help": "The value, when the condition holds."})
    otherwise: Value | None = field(metadata={"help": "The value, when it does not."})


class Params(OperatorParams):
    negate: bool = Field(default=False, description="Whether the two sides are swapped.")


@operator(
    "continue-if",
    title="Continue if",
    group="Logic",
    icon="git-branch",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [
        Outputs(inputs.value, None)
        if inputs.condition.value != params.negate
        else Outputs(None, inputs.value)
        for inputs in batch
    ]
