"""Keeps concepts by their score.

Compares every concept with `value` and keeps those that pass. With GREATER_THAN and 0.6, `cat 0.93`
stays and `dog 0.41` goes. When `classes` names some, each may have a threshold of its own: `cat`
uses the one set above, `cat = 0.8` its own, and concepts that are not named are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts
from runtime.inference.thresholds import WORDS, Comparison, in_bounds, own_thresholds, passes

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to sort out."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The concepts that passed, in their order."})


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
    "concept-thresholder",
    title="Concept thresholder",
    group="Edit and filter",
    icon="sliders-horizontal",
    aliases=("ConceptThresholder",),
    summary="score {concept_threshold_type} {value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    own = own_thresholds(params.classes)
    how, value = params.concept_threshold_type, params.value
    return [
        Outputs(
            replace(
                inputs.concepts,
                items=tuple(
                    item for item in inputs.concepts.items if passes(item, how, value, own)
                ),
            )
        )
        for inputs in batch
    ]
