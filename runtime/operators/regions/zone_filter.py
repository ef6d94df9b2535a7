"""Tells regions inside a zone from those outside, and counts them.

The zone is a polygon: a list of corners `[x, y]` from 0 to 1, with 0, 0 at the top left. The zone
`[[0.5, 0], [1, 0], [1, 1], [0.5, 1]]` is the right half: of two cars, one on each side, one is
inside and the count is 1. A region is inside when its middle is; `judge_by` can take the middle of
its lower edge instead, where a person stands, or the share of its area, with `min_share`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Number, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Sequence

Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to look at."})


@dataclass(frozen=True)
class Outputs:
    inside: Regions = field(metadata={"help": "The regions inside the zone."})
    outside: Regions = field(metadata={"help": "All others."})
    count: Number = field(metadata={"help": "How many are inside."})


class Params(OperatorParams):
    zone: list[tuple[Share, Share]] = Field(
        default_factory=lambda: [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
        min_length=3, max_length=200,
        description="Corners as [x, y] from 0 to 1, in order round the zone.",
    )  # fmt: skip
    judge_by: Literal["middle", "foot", "share"] = Field(
        default="middle",
        description="The region's middle, the middle of its lower edge, or the share inside.",
    )
    min_share: float = Field(
        title="Least share", default=0.5, ge=0.01, le=1,
        description="The share of a region that has to be inside, when judged by share.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "zone-filter",
    title="Zone filter",
    group="Edit and filter",
    icon="square-dashed",
    summary="by {judge_by}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        judged = [(region, _is_inside(region.box, params)) for region in inputs.regions.items]
        inside = tuple(region for region, yes in judged if yes)
        outside = tuple(region for region, yes in judged if not yes)
        kept = replace(inputs.regions, items=inside)
        outcomes.append(Outputs(kept, replace(inputs.regions, items=outside), Number(len(inside))))
    return outcomes


def _is_inside(box: Box, params: Params) -> bool:
    if params.judge_by == "share":
        whole = places.area(box)
        return whole > 0 and places.clipped_area(params.zone, box) >= params.min_share * whole
    x, y = places.centre(box)
    return places.holds(params.zone, (x, box.bottom if params.judge_by == "foot" else y))
