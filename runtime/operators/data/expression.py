"""Chooses a result by conditions over named values: `PASS` when two counts agree, else `FAIL`.

Wire what it is about to `data`, each wire with a name. `data_operations` may work on a value before
it is looked at, such as counting regions. `switch` holds the cases, looked at in their order, and a
default; a result is written down, or is one of the values. What may be written is on the page of
the query language. A value that is not there ends the branch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Many, Value
from runtime.query.asked import (
    Constants,
    ValueOperations,
    WrittenCases,
    chains,
    failed,
    named,
    worked_on,
)
from runtime.query.errors import QueryError
from runtime.query.evaluate import decide
from runtime.query.parse import parse_cases
from runtime.query.plain import value_from

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING_YET = {
    "type": "CasesDefinition",
    "cases": [],
    "default": {"type": "StaticCaseResult", "value": None},
}


@dataclass(frozen=True)
class Inputs:
    data: Many[Value] | None = field(
        default=None, metadata={"help": "The values, each under the name of its wire."}
    )


@dataclass(frozen=True)
class Outputs:
    result: Value | None = field(metadata={"help": "The result of the case that holds."})


class Params(OperatorParams):
    constants: Constants = {}
    data_operations: ValueOperations = {}
    switch: WrittenCases = Field(
        default=NOTHING_YET, description="The cases with their conditions, and the default."
    )


@operator(
    "expression",
    title="Expression",
    group="Logic",
    icon="square-function",
    blocks=(
        Block(
            "roboflow_core/expression@v1",
            {
                "data": Wires("data"),
                "data_operations": Setting("data_operations"),
                "switch": Setting("switch", required=True),
            },
            {"output": Out("result", ("*",))},
            names=("Expression",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations, cases = chains(params.data_operations), parse_cases(params.switch)
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            scope = worked_on(named(inputs.data, params.constants), operations)
            outcomes.append(Outputs(value_from(decide(cases, scope))))
        except QueryError as error:
            outcomes.append(failed(error, "switch"))
    return outcomes
