"""Keeps concepts by their score.

Compares every concept with `value` and keeps those that pass. With GREATER_THAN and 0.6, `cat 0.93`
stays and `dog 0.41` goes. When `classes` names some, each may have a threshold of its own: `cat`
uses the one set above, `cat = 0.8` its own, and concepts that are not named are dropped.
"""

from __future__ import annotations

import operator as compare
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


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
        json_schema_extra={"labels": {str(name): words for name, words in _WORDS.items()}},
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these are kept, as a name or name = score; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip

    @field_validator("classes")
    @classmethod
    def _scores_in_bounds(cls, classes: list[str]) -> list[str]:
        for entry in classes:
            _, own = _named(entry)
            if own is not None and not 0 <= own <= 1:
                raise ValueError(f"{entry!r} has a score that is not from 0 to 1")
        return classes


@operator(
    "concept-thresholder",
    title="Concept thresholder",
    group="Edit and filter",
    icon="sliders-horizontal",
    aliases=("ConceptThresholder",),
    summary="score {concept_threshold_type} {value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    own = dict(map(_named, params.classes))
    return [
        Outputs(
            Concepts(tuple(item for item in inputs.concepts.items if _passes(item, params, own)))
        )
        for inputs in batch
    ]


def _named(entry: str) -> tuple[str, float | None]:
    """A name and its own threshold; a name that itself holds `=` and no number stays whole."""
    name, equals, score = entry.rpartition("=")
    try:
        return (name.strip(), float(score)) if equals else (entry.strip(), None)
    except ValueError:
        return entry.strip(), None


def _passes(concept: Concept, params: Params, own: Mapping[str, float | None]) -> bool:
    threshold = params.value
    if own:
        name = next((name for name in (concept.id, concept.name) if name in own), None)
        if name is None:
            return False
        special = own[name]
        threshold = params.value if special is None else special
    return _PASSES[params.concept_threshold_type](concept.value, threshold)
