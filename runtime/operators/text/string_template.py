"""Writes named values into a text: `{count} cars at {place}` gives `3 cars at the gate`.

Wire the values to `data`, each wire with a name, and write these names in braces; `data_operations`
may work on a value before. A format may follow a colon: `{share:.1f}` gives one digit behind the
point. Write `{{` and `}}` for braces themselves. Lists and JSON are written as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Many, Text, Value
from runtime.query.asked import (
    Constants,
    ValueOperations,
    chains,
    failed,
    named,
    worked_on,
)
from runtime.query.errors import QueryError
from runtime.query.template import filled

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    data: Many[Value] | None = field(
        default=None, metadata={"help": "The values, each under the name of its wire."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The filled template."})


class Params(OperatorParams):
    template: str = Field(
        default="", max_length=100_000, description="The text, with names in braces.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    constants: Constants = {}
    data_operations: ValueOperations = {}


@operator(
    "string-template",
    title="Template of named values",
    group="Text",
    icon="file-text",
    summary="{template}",
    blocks=(
        Block(
            "roboflow_core/string_template@v1",
            {
                "template": Setting("template", required=True),
                "data": Wires("data", literals="constants", required=False),
                "data_operations": Setting("data_operations"),
            },
            {"output": Out("text", ("string",))},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations = chains(params.data_operations)
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            scope = worked_on(named(inputs.data, params.constants), operations)
            outcomes.append(Outputs(Text(filled(params.template, scope.values))))
        except QueryError as error:
            outcomes.append(failed(error, "template"))
    return outcomes
