"""Renames concepts, and makes one of those that mean the same.

With `synonyms` set to `{"car": "vehicle", "truck": "vehicle"}`, the concepts `truck 0.8`, `car
0.6` and `tree 0.3` become `vehicle 0.8` and `tree 0.3`: the highest score stays. Names are compared
without regard to case. Turn `keep_others` off to drop what the table does not name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts
from runtime.inference.synonyms import Synonyms, new_names, renamed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to rename."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The renamed concepts, best first."})


class Params(OperatorParams):
    synonyms: Synonyms = Field(default_factory=dict)
    keep_others: bool = Field(
        default=True, description="Whether concepts that the table does not name stay."
    )


@operator(
    "concept-synonym-mapper",
    title="Concept mapper",
    group="Edit and filter",
    icon="arrow-left-right",
    aliases=("ConceptSynonymMapper", "concept-mapper"),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    table = new_names(params.synonyms)
    return [Outputs(_mapped(inputs.concepts, table, keep=params.keep_others)) for inputs in batch]


def _mapped(concepts: Concepts, table: Mapping[str, str], *, keep: bool) -> Concepts:
    ordered = sorted(renamed(concepts.items, table, keep=keep), key=lambda concept: -concept.value)
    return replace(concepts, items=tuple(ordered))
