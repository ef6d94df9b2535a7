"""Says which regions stand alone and which have another one near.

Each region gets the concept `isolated` or `not isolated`: isolated when no other region comes
closer than `distance`. Distances are measured between the boxes' nearest edges, as a share of the
picture's longer side when the picture is wired and of its width and height otherwise; boxes that
touch are 0 apart. With `distance` 0.1, two people at 0.05 from one another are `not isolated`. The
new concept has the region's own score, 1 when it has none, and stands behind its others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import hypot
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Number, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence

ISOLATED, NOT_ISOLATED = "isolated", "not isolated"


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to measure."})
    image: Image | None = field(
        default=None, metadata={"help": "The picture they lie in, for its proportions."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions, each with the new concept."})
    isolated: Regions = field(metadata={"help": "Only those that stand alone."})
    count: Number = field(metadata={"help": "How many stand alone."})


class Params(OperatorParams):
    distance: float = Field(
        default=0.1, ge=0, le=1, description="Nearer than this, two regions are not isolated.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    same_class: bool = Field(
        default=False, description="Whether only regions of the same class count as near."
    )


@operator(
    "isolation-operator",
    title="Isolation finder",
    group="Edit and filter",
    icon="circle-dot",
    aliases=("Isolation",),
    summary="nearer than {distance}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_judged(inputs, params) for inputs in batch]


def _judged(inputs: Inputs, params: Params) -> Outputs:
    wide, high = 1.0, 1.0
    if inputs.image is not None:
        longest = max(inputs.image.width, inputs.image.height)
        wide, high = inputs.image.width / longest, inputs.image.height / longest
    items = inputs.regions.items
    alone = [
        not any(
            _apart(region.box, other.box, wide, high) < params.distance
            for other in items
            if other is not region and (not params.same_class or _class(other) == _class(region))
        )
        for region in items
    ]
    judged = [_with(region, yes=yes) for region, yes in zip(items, alone, strict=True)]
    isolated = tuple(region for region, yes in zip(judged, alone, strict=True) if yes)
    regions = inputs.regions
    return Outputs(
        replace(regions, items=tuple(judged)),
        replace(regions, items=isolated),
        Number(len(isolated)),
    )


def _apart(one: Box, other: Box, wide: float, high: float) -> float:
    """Between the nearest edges; just under 0 for boxes that touch, which are always near."""
    across = max(one.left - other.right, other.left - one.right, 0.0) * wide
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0) * high
    return hypot(across, down) or -1.0


def _class(region: Region) -> str:
    best = max(region.concepts, key=lambda concept: concept.value, default=None)
    return best.name if best else ""


def _with(region: Region, *, yes: bool) -> Region:
    name = ISOLATED if yes else NOT_ISOLATED
    return replace(region, concepts=(*region.concepts, Concept(name, name, region.score or 1.0)))
