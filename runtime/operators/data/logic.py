"""Combines yes and no: all, any, exactly one, none.

With `operation` set to all, the answer is yes when every wired condition is: more than two people
and no helmet. With any, one is enough; exactly one and none say what they mean. With a single
condition wired, none is its opposite.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    first: Boolean = field(metadata={"help": "A condition."})
    second: Boolean | None = field(default=None, metadata={"help": "Another one."})
    third: Boolean | None = field(default=None, metadata={"help": "Another one."})
    fourth: Boolean | None = field(default=None, metadata={"help": "Another one."})


@dataclass(frozen=True)
class Outputs:
    result: Boolean = field(metadata={"help": "The answer."})


class Params(OperatorParams):
    operation: Literal["all", "any", "exactly one", "none"] = Field(
        default="all", description="How many of the conditions have to hold."
    )


@operator(
    "logic",
    title="Logic",
    group="Logic",
    icon="binary",
    summary="{operation}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        wired = (inputs.first, inputs.second, inputs.third, inputs.fourth)
        held = [condition.value for condition in wired if condition is not None]
        answers = {
            "all": all(held),
            "any": any(held),
            "exactly one": held.count(True) == 1,
            "none": not any(held),
        }
        outcomes.append(Outputs(Boolean(answers[params.operation])))
    return outcomes
