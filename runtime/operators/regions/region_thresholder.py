"""Keeps regions by their score.

Compares every concept of every region with `value` and keeps those that pass; a region that loses
all its concepts is dropped. With GREATER_THAN and 0.6, a region `plate 0.93` stays and `plate
0.41` goes. When `classes` names some, only those are compared and kept.
"""

from __future__ import annotations

import operator as compare
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Regions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


Comparison = Literal[
    "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL", "EQUAL"
]
_WORDS: dict[Comparison, str] = {
    "GREATER_THAN": "over",
    "GREATER_THAN_OR_EQUAL": "at least",
    "LESS_THAN": "under",
    "LESS_THAN_OR_EQUAL": "at most",
    "EQUAL": "exactly",
}
_PASSES: dict[Comparison, Callable[[float, float], bool]] = {
    "GREATER_THAN": compare.gt,
    "GREATER_THAN_OR_EQUAL": compare.ge,
    "LESS_THAN": compare.lt,
    "LESS_THAN_OR_EQUAL": compare.le,
    "EQUAL": compare.eq,
}


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
        json_schema_extra={"labels": {str(name): words for name, words in _WORDS.items()}},
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these classes are kept; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


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
    kept = []
    for region in regions.items:
        concepts = tuple(concept for concept in region.concepts if _passes(concept, params))
        if concepts:
            kept.append(replace(region, concepts=concepts))
    return Regions(tuple(kept))


def _passes(concept: Concept, params: Params) -> bool:
    if params.classes and not {concept.id, concept.name} & set(params.classes):
        return False
    return _PASSES[params.concept_threshold_type](concept.value, params.value)
