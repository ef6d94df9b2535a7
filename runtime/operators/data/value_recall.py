"""Finds a value that *Keep value* kept under a name earlier in the same run.

Draw a gate or a wire from *Keep value* to what leads here, or nothing says which of both runs
first. Where nothing was kept under the name, the answer is *no* (false), and `found` is no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    after: Value = field(metadata={"help": "Any value of the same input; it says when to look."})


@dataclass(frozen=True)
class Outputs:
    value: Value = field(metadata={"help": "What was kept, else no."})
    found: Boolean = field(metadata={"help": "Whether something was kept."})


class Params(OperatorParams):
    key: str = Field(
        default="value", min_length=1, max_length=200, description="The name it was kept under."
    )


@operator(
    "value-recall",
    title="Recall value",
    group="Logic",
    icon="text-search",
    blocks=(
        Block(
            "roboflow_core/cache_get@v1",
            {
                "image": Wire("after", kinds=("image",)),
                "key": Setting("key", required=True, kinds=("string",)),
            },
            {"output": Out("value", ("*",))},
        ),
    ),
    effects="asks",
    summary="from {key}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, _ in enumerate(batch):
        kept = context.shared.get(context.input_of(index), {}).get(params.key)
        outcomes.append(
            Outputs(Boolean(value=False) if kept is None else kept, Boolean(kept is not None))
        )
    return outcomes
