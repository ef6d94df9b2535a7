"""Renames concepts, and makes one of those that mean the same.

With `synonyms` set to `{"car": "vehicle", "truck": "vehicle"}`, the concepts `truck 0.8`, `car
0.6` and `tree 0.3` become `vehicle 0.8` and `tree 0.3`: the highest score stays. Names are compared
without regard to case. Turn `keep_others` off to drop what the table does not name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to rename."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The renamed concepts, best first."})


class Params(OperatorParams):
    synonyms: dict[str, str] = Field(
        default_factory=dict, max_length=1000,
        description='New names by old ones, such as {"car": "vehicle"}.',
    )  # fmt: skip
    keep_others: bool = Field(
        default=True, description="Whether concepts that the table does not name stay."
    )

    @field_validator("synonyms")
    @classmethod
    def _named(cls, synonyms: dict[str, str]) -> dict[str, str]:
        if any(not old.strip() or not new.strip() for old, new in synonyms.items()):
            raise ValueError("each old and each new name needs a letter or digit")
        return synonyms


@operator(
    "concept-synonym-mapper",
    title="Concept mapper",
    group="Edit and filter",
    icon="arrow-left-right",
    aliases=("ConceptSynonymMapper", "concept-mapper"),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    table = {old.strip().casefold(): new.strip() for old, new in params.synonyms.items()}
    return [Outputs(_mapped(inputs.concepts, table, keep=params.keep_others)) for inputs in batch]


def _mapped(concepts: Concepts, table: Mapping[str, str], *, keep: bool) -> Concepts:
    best: dict[str, Concept] = {}
    for concept in concepts.items:
        new = table.get(concept.name.casefold()) or table.get(concept.id.casefold())
        if new is None and not keep:
            continue
        renamed = concept if new is None else Concept(new, new, concept.value)
        known = best.get(renamed.name)
        if known is None or renamed.value > known.value:
            best[renamed.name] = renamed
    ordered = sorted(best.values(), key=lambda concept: -concept.value)
    return replace(concepts, items=tuple(ordered))
