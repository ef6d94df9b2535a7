"""Keeps regions that lie on regions of another kind.

Of the people in `regions`, those that a helmet in `others` lies on go on, the rest come out at
`apart`. A region counts as touched when the common area is at least `min_share` of the smaller of
the two, so that a small helmet on a large person counts. Wire `apart` to find people without one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Number, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to sort out."})
    others: Regions = field(metadata={"help": "The regions that have to lie on them."})


@dataclass(frozen=True)
class Outputs:
    touched: Regions = field(metadata={"help": "The regions that another one lies on."})
    apart: Regions = field(metadata={"help": "The regions with none on them."})
    count: Number = field(metadata={"help": "How many are touched."})


class Params(OperatorParams):
    min_share: float = Field(title="Least share",
        default=0.5, ge=0.01, le=1,
        description="The common area, as a share of the smaller of the two.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only others of these classes count; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


@operator(
    "region-overlap-filter",
    title="Region overlap filter",
    group="Edit and filter",
    icon="blend",
    summary="share over {min_share}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        boxes = _boxes(inputs.others, params.classes)
        judged = [
            (region, any(_lies_on(box, region.box, params.min_share) for box in boxes))
            for region in inputs.regions.items
        ]
        touched = tuple(region for region, yes in judged if yes)
        apart = tuple(region for region, yes in judged if not yes)
        kept, left = replace(inputs.regions, items=touched), replace(inputs.regions, items=apart)
        outcomes.append(Outputs(kept, left, Number(len(touched))))
    return outcomes


def _boxes(others: Regions, classes: list[str]) -> list[Box]:
    wanted = set(classes)
    return [
        region.box
        for region in others.items
        if not wanted or any(wanted & {concept.id, concept.name} for concept in region.concepts)
    ]


def _lies_on(one: Box, other: Box, share: float) -> bool:
    smaller = min(places.area(one), places.area(other))
    return smaller > 0 and places.shared(one, other) >= share * smaller
