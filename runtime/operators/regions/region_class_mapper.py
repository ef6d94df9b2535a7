"""Renames the classes of regions.

With `synonyms` set to `{"car": "vehicle", "truck": "vehicle"}`, a region `truck 0.8` becomes
`vehicle 0.8`. A region with several classes that get one name keeps the best score. Names are
compared without regard to case. With `keep_others` off, classes that the table does not name are
dropped, and regions without any class left go too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Regions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to rename."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions with their new classes."})


class Params(OperatorParams):
    synonyms: dict[str, str] = Field(
        default_factory=dict, max_length=1000,
        description='New names by old ones, such as {"car": "vehicle"}.',
    )  # fmt: skip
    keep_others: bool = Field(
        default=True, description="Whether classes that the table does not name stay."
    )

    @field_validator("synonyms")
    @classmethod
    def _named(cls, synonyms: dict[str, str]) -> dict[str, str]:
        if any(not old.strip() or not new.strip() for old, new in synonyms.items()):
            raise ValueError("each old and each new name needs a letter or digit")
        return synonyms


@operator(
    "region-class-mapper",
    title="Region class mapper",
    group="Edit and filter",
    icon="arrow-left-right",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    table = {old.strip().casefold(): new.strip() for old, new in params.synonyms.items()}
    return [Outputs(_mapped(inputs.regions, table, keep=params.keep_others)) for inputs in batch]


def _mapped(regions: Regions, table: Mapping[str, str], *, keep: bool) -> Regions:
    kept = []
    for region in regions.items:
        concepts = _renamed(region.concepts, table, keep=keep)
        if concepts or keep:
            kept.append(replace(region, concepts=concepts))
    return replace(regions, items=tuple(kept))


def _renamed(
    concepts: tuple[Concept, ...], table: Mapping[str, str], *, keep: bool
) -> tuple[Concept, ...]:
    best: dict[str, Concept] = {}
    for concept in concepts:
        new = table.get(concept.name.casefold()) or table.get(concept.id.casefold())
        if new is None and not keep:
            continue
        renamed = concept if new is None else Concept(new, new, concept.value)
        known = best.get(renamed.name)
        if known is None or renamed.value > known.value:
            best[renamed.name] = renamed
    return tuple(best.values())
