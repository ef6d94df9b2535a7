"""Lets nodes run only when a value is another than before, such as a count that went up.

The first value of a video comes through, then each that differs from the one before it. Let the
nodes that depend on it wait for `passed`. Pictures that come from no video are each the first of
their own, except from call to call of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.blocks import Block, NextSteps, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Value
from runtime.query.sameness import mark

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is compared with the one before."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame that the value belongs to."}
    )


@dataclass(frozen=True)
class Outputs:
    passed: Boolean | None = field(metadata={"help": "Yes where the value changed, else absent."})
    value: Value | None = field(metadata={"help": "The value, where it changed."})


class Params(OperatorParams):
    pass


@dataclass
class _Seen:
    """A mark of the value before."""

    mark: str | None = None

    def as_json(self) -> Any:
        return self.mark

    def from_json(self, stored: Any) -> None:
        self.mark = stored


@operator(
    "change-gate",
    title="Change gate",
    group="Logic",
    icon="diff",
    keeps_state=True,
    blocks=(
        Block(
            "roboflow_core/delta_filter@v1",
            {
                "image": Wire("image", required=True),
                "value": Wire("value"),
                "next_steps": NextSteps("passed", required=True),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        seen = context.of_stream(context.place(index), _Seen)
        now = mark(inputs.value)
        if now == seen.mark:
            outcomes.append(Outputs(None, None))
        else:
            seen.mark = now
            outcomes.append(Outputs(Boolean(True), inputs.value))  # noqa: FBT003 - a value
    return outcomes
