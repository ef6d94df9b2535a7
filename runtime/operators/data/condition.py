"""Lets nodes run only where a condition holds, such as more than two regions that are cars.

Wire what it is about to `data`, each wire with a name, and write the condition over these names;
what may be written is on the page of the query language. Let the nodes that depend on it wait for
`passed`: where the condition does not hold, that is absent and they do not run. `stop_delay` keeps
the way open for some seconds after the condition held last, along the frames of a video or within
a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, NextSteps, Setting, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Many, Value
from runtime.query.asked import Constants, WrittenStatement, failed, named
from runtime.query.errors import QueryError
from runtime.query.evaluate import Scope, holds
from runtime.query.moments import LastTime, moment, shared
from runtime.query.parse import parse_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

ALWAYS = {
    "type": "StatementGroup",
    "statements": [
        {
            "type": "UnaryStatement",
            "operand": {"type": "StaticOperand", "value": True},
            "operator": {"type": "(Boolean) is True"},
        }
    ],
}


@dataclass(frozen=True)
class Inputs:
    data: Many[Value] | None = field(
        default=None, metadata={"help": "The values, each under the name of its wire."}
    )


@dataclass(frozen=True)
class Outputs:
    passed: Boolean | None = field(metadata={"help": "Yes where the way is open, else absent."})
    stopped: Boolean | None = field(metadata={"help": "Yes where it is not, else absent."})


class Params(OperatorParams):
    constants: Constants = {}
    statement: WrittenStatement = Field(default=ALWAYS, description="The condition.")
    stop_delay: float = Field(
        default=0, ge=0, le=1e9,
        description="Seconds for which the way stays open after the condition held last.",
    )  # fmt: skip


@operator(
    "condition",
    title="Condition",
    group="Logic",
    icon="git-branch",
    keeps_state=True,
    blocks=(
        Block(
            "roboflow_core/continue_if@v1",
            {
                "condition_statement": Setting("statement", required=True),
                "evaluation_parameters": Wires("data", required=False),
                "next_steps": NextSteps("passed", required=True),
                "stop_delay": Setting("stop_delay", bounds=Bounds(over=0)),
            },
            names=("ContinueIf",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    statement = parse_statement(params.statement)
    outcomes: list[Outputs | Failure] = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        last = context.of_stream(shared(place), LastTime)
        now = moment(place)
        try:
            found = holds(statement, Scope(named(inputs.data, params.constants)))
        except QueryError as error:
            outcomes.append(failed(error, "statement"))
            continue
        if found:
            last.at = now
        open_still = last.at is not None and 0 < params.stop_delay >= now - last.at
        passed = found or open_still
        outcomes.append(
            Outputs(Boolean(True), None) if passed else Outputs(None, Boolean(True))  # noqa: FBT003
        )
    return outcomes
