"""Filters, sorts, moves or renames regions by operations that are written as a list.

With a `DetectionsFilter` only regions for which a condition holds stay; sizes and places are in
pixels of the picture that the regions lie in. A condition may compare with values from elsewhere:
wire them to `values` under a name, and write that name as the operand. What may be written is on
the page of the query language; the operations have to end with regions again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Out, Setting, Wire, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Many, Regions, Value
from runtime.query.asked import Constants, WrittenOperations, failed, named
from runtime.query.errors import QueryError
from runtime.query.evaluate import IN_HAND, Scope, apply
from runtime.query.parse import parse_operations
from runtime.query.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.blocks import Field as BlockField


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to work on."})
    values: Many[Value] | None = field(
        default=None, metadata={"help": "Values that the operations name."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that the operations leave."})


class Params(OperatorParams):
    operations: WrittenOperations = Field(
        default=[], description="The operations, in their order; none leaves all as it is."
    )
    constants: Constants = {}

    @field_validator("constants")
    @classmethod
    def _free(cls, constants: dict[str, Any]) -> dict[str, Any]:
        if IN_HAND in constants:
            message = f"{IN_HAND} is the region in hand; give the value another name"
            raise ValueError(message)
        return constants


_FOUND = (
    "object_detection_prediction",
    "instance_segmentation_prediction",
    "keypoint_detection_prediction",
)
_FIELDS: dict[str, BlockField] = {
    "predictions": Wire("regions", kinds=_FOUND),
    "operations": Setting("operations", required=True),
    "operations_parameters": Wires("values", required=False),
}
_TOLD = {"predictions": Out("regions", _FOUND)}


@operator(
    "region-query",
    title="Region operations",
    group="Edit and filter",
    icon="list-filter",
    blocks=(
        Block(
            "roboflow_core/detections_transformation@v1",
            _FIELDS,
            _TOLD,
            names=("DetectionsTransformation",),
        ),
        Block("roboflow_core/detections_filter@v1", _FIELDS, _TOLD, names=("DetectionsFilter",)),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations = parse_operations(params.operations)
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            scope = Scope(named(inputs.values, params.constants))
            result = apply(operations, inputs.regions, scope)
            if not isinstance(result, Regions):
                message = f"end with {word(result)}, but have to end with detections."
                raise QueryError(message, "operations")  # noqa: TRY301 - told like the others
            outcomes.append(Outputs(result))
        except QueryError as error:
            outcomes.append(failed(error, "operations"))
    return outcomes
