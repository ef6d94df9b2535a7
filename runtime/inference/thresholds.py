"""Comparing scores with thresholds: one for all names, or one for each."""

from __future__ import annotations

import operator as compare
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from runtime.contracts.operator import OperatorParams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runtime.contracts.values import Concept

Comparison = Literal[
    "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL", "EQUAL"
]
WORDS: dict[Comparison, str] = {
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


class ThresholdParams(OperatorParams):
    """What a node that sorts out concepts by their scores can be told."""

    value: float = Field(
        title="Score",
        default=0.5,
        ge=0,
        le=1,
        description="The score to compare with.",
        json_schema_extra={"widget": "slider"},
    )
    concept_threshold_type: Comparison = Field(
        title="Keep when the score is",
        default="GREATER_THAN",
        description="How a score has to compare to be kept.",
        json_schema_extra={"labels": {str(name): words for name, words in WORDS.items()}},
    )
    classes: list[str] = Field(
        default_factory=list,
        max_length=1000,
        description="Only these are kept, as a name or name = score; empty for all.",
        json_schema_extra={"widget": "classes"},
    )

    @field_validator("classes")
    @classmethod
    def _scores_in_bounds(cls, classes: list[str]) -> list[str]:
        return _in_bounds(classes)

    def sieve(self) -> Callable[[Sequence[Concept]], tuple[Concept, ...]]:
        """Answers of concepts those whose score passes, in their order."""
        own = own_thresholds(self.classes)
        how, value = self.concept_threshold_type, self.value
        return lambda concepts: tuple(item for item in concepts if passes(item, how, value, own))


def own_thresholds(entries: Sequence[str]) -> dict[str, float | None]:
    """`["cat", "dog = 0.8"]` as names with their own threshold, None for the one of all.

    A name that itself holds `=` and no number stays whole.
    """
    found: dict[str, float | None] = {}
    for entry in entries:
        name, equals, score = entry.rpartition("=")
        try:
            own = float(score) if equals else None
        except ValueError:
            name, own = entry, None
        found[(name if equals else entry).strip()] = own
    return found


def _in_bounds(entries: list[str]) -> list[str]:
    """The entries, or a `ValueError` that names one whose threshold is not from 0 to 1."""
    for entry in entries:
        for own in own_thresholds([entry]).values():
            if own is not None and not 0 <= own <= 1:
                raise ValueError(f"{entry!r} has a score that is not from 0 to 1")
    return entries


def passes(
    concept: Concept, how: Comparison, value: float, own: Mapping[str, float | None]
) -> bool:
    """Whether a concept's score passes; where names are given, only those do."""
    if own:
        name = next((name for name in (concept.id, concept.name) if name in own), None)
        if name is None:
            return False
        special = own[name]
        value = value if special is None else special
    return _PASSES[how](concept.value, value)
