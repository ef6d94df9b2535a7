"""Works one value out of another: how many, the names of the classes, the width of a picture.

Write the `operations` as a list; each works on what the one before it made. With
`[{"type": "SequenceLength"}]` regions become their number; with
`[{"type": "DetectionsPropertyExtract", "property_name": "class_name"}]` they become the list of
their classes' names. What may be written is on the page of the query language. Where the result is
nothing, the branch ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Value
from runtime.query.asked import WrittenOperations, failed
from runtime.query.errors import QueryError
from runtime.query.evaluate import apply
from runtime.query.parse import parse_operations
from runtime.query.plain import plain_of, value_from

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What to work on."})


@dataclass(frozen=True)
class Outputs:
    result: Value | None = field(metadata={"help": "What the operations made of it."})


class Params(OperatorParams):
    operations: WrittenOperations = Field(
        default=[], description="The operations, in their order; none leaves the value as it is."
    )


@operator(
    "property-reader",
    title="Property",
    group="Logic",
    icon="list-tree",
    blocks=(
        Block(
            "roboflow_core/property_definition@v1",
            {
                "data": Wire("value"),
                "operations": Setting("operations", required=True),
            },
            {"output": Out("result", ("*",))},
            names=("PropertyDefinition", "PropertyExtraction"),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations = parse_operations(params.operations)
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            outcomes.append(Outputs(value_from(apply(operations, plain_of(inputs.value)))))
        except QueryError as error:
            outcomes.append(failed(error, "operations"))
    return outcomes
