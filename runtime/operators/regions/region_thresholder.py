"""Keeps regions by their score.

Compares every concept of every region with `value` and keeps those that pass; a region that loses
all its concepts is dropped. With GREATER_THAN and 0.6, a region `plate 0.93` stays and `plate
0.41` goes. When `classes` names some, only those are compared and kept, and each may have a
threshold of its own: `plate` uses the one set above, `plate = 0.8` its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Regions
from runtime.inference.thresholds import WORDS, Comparison, in_bounds, own_thresholds, passes

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to sort out."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that passed, in their order."})


class Params(OperatorParams):
    value: float = Field(title="Score",
        default=0.5, ge=0, le=1, description="The score to compare with.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    concept_threshold_type: Comparison = Field(
        title="Keep when the score is",
        default="GREATER_THAN",
        description="How a score has to compare to be kept.",
        json_schema_extra={"labels": {str(name): words for name, words in WORDS.items()}},
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these are kept, as a name or name = score; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip

    @field_validator("classes")
    @classmethod
    def _scores_in_bounds(cls, classes: list[str]) -> list[str]:
        return in_bounds(classes)


@operator(
    "region-thresholder",
    title="Region thresholder",
    group="Edit and filter",
    icon="sliders-horizontal",
    aliases=("RegionThresholder",),
    summary="score {concept_threshold_type} {value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_passing(inputs.regions, params)) for inputs in batch]


def _passing(regions: Regions, params: Params) -> Regions:
    own = own_thresholds(params.classes)
    how, value = params.concept_threshold_type, params.value
    kept = []
    for region in regions.items:
        concepts = tuple(item for item in region.concepts if passes(item, how, value, own))
        if concepts:
            kept.append(replace(region, concepts=concepts))
    return replace(regions, items=tuple(kept))
