"""Puts regions in order, and keeps only the first few.

By score the best comes first, by area the largest, by left and top the one nearest that edge. By
`reading order` regions go line by line, left to right. With `by` set to area and `max_regions` 1,
only the largest face of a group goes on. `reverse` turns the order round before the rest is cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Region, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KEYS: dict[str, Callable[[Region], float]] = {
    "score": lambda region: -region.score,
    "area": lambda region: -places.area(region.box),
    "left": lambda region: region.box.left,
    "top": lambda region: region.box.top,
}


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to put in order."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions in their new order."})


class Params(OperatorParams):
    by: Literal["score", "area", "left", "top", "reading order"] = Field(
        default="score", description="What the order goes by."
    )
    reverse: bool = Field(default=False, description="Whether the order is turned round.")
    max_regions: int = Field(
        title="Most regions", default=1000, ge=1, le=10_000, description="The most regions to keep."
    )


@operator(
    "region-sorter",
    title="Region sorter",
    group="Edit and filter",
    icon="arrow-up-down",
    summary="by {by}, at most {max_regions}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_sorted(inputs.regions, params)) for inputs in batch]


def _sorted(regions: Regions, params: Params) -> Regions:
    if params.by == "reading order":
        ordered = _reading_order(regions.items)
    else:
        ordered = sorted(regions.items, key=_KEYS[params.by])
    if params.reverse:
        ordered.reverse()
    return replace(regions, items=tuple(ordered[: params.max_regions]))


def _reading_order(items: tuple[Region, ...]) -> list[Region]:
    """Line by line; one is on a line when its middle lies within the line's first, or reverse."""
    lines: list[list[Region]] = []
    for region in sorted(items, key=_middle):
        first = lines[-1][0] if lines else None
        if first and (_middle(region) < first.box.bottom or region.box.top < _middle(first)):
            lines[-1].append(region)
        else:
            lines.append([region])
    return [region for line in lines for region in sorted(line, key=lambda each: each.box.left)]


def _middle(region: Region) -> float:
    return places.centre(region.box)[1]
