"""Renames the classes of regions.

With `synonyms` set to `{"car": "vehicle", "truck": "vehicle"}`, a region `truck 0.8` becomes
`vehicle 0.8`. A region with several classes that get one name keeps the best score. Names are
compared without regard to case. With `keep_others` off, classes that the table does not name are
dropped, and regions without any class left go too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Regions
from runtime.inference.synonyms import Synonyms, new_names, renamed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to rename."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions with their new classes."})


class Params(OperatorParams):
    synonyms: Synonyms = Field(default_factory=dict)
    keep_others: bool = Field(
        default=True, description="Whether classes that the table does not name stay."
    )


@operator(
    "region-class-mapper",
    title="Region class mapper",
    group="Edit and filter",
    icon="arrow-left-right",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    table = new_names(params.synonyms)
    return [Outputs(_mapped(inputs.regions, table, keep=params.keep_others)) for inputs in batch]


def _mapped(regions: Regions, table: Mapping[str, str], *, keep: bool) -> Regions:
    kept = []
    for region in regions.items:
        concepts = renamed(region.concepts, table, keep=keep)
        if concepts or keep:
            kept.append(replace(region, concepts=concepts))
    return replace(regions, items=tuple(kept))
