"""Keeps regions whose score reaches the threshold of their class.

With `{"person": 0.8, "car": 0.4}` a person of 0.7 goes and a car of 0.5 stays. Classes without a
threshold of their own are held to `default_threshold`. A score equal to the threshold stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Regions
from runtime.inference.agreement import best_name

if TYPE_CHECKING:
    from collections.abc import Sequence

Score = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to judge."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "Those that reach their class's threshold."})


class Params(OperatorParams):
    class_thresholds: dict[str, Score] = Field(
        default_factory=dict, max_length=1000, description="Class name and least score, each."
    )
    default_threshold: Score = Field(
        default=0.3, description="For every other class.", json_schema_extra={"widget": "slider"}
    )


@operator(
    "region-class-thresholder",
    title="Thresholds by class",
    group="Edit and filter",
    icon="filter",
    blocks=(
        Block(
            "roboflow_core/per_class_confidence_filter@v1",
            fields={
                "predictions": Wire("regions"),
                "class_thresholds": Setting("class_thresholds", required=True),
                "default_threshold": Setting("default_threshold"),
            },
            outputs={"predictions": "regions"},
        ),
    ),
    summary="others from {default_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    least, other = params.class_thresholds, params.default_threshold
    return [
        Outputs(
            replace(
                inputs.regions,
                items=tuple(
                    region
                    for region in inputs.regions.items
                    if region.score >= least.get(best_name(region), other)
                ),
            )
        )
        for inputs in batch
    ]
