"""Makes one region of those that lie on one another.

Detectors often find a thing twice, and tiles cut it in two. Going from the best score down, a
region that overlaps a better one by more than `overlap` is dropped; with `mode` set to merge the
better one grows round it instead, and with average its box becomes the mean weighted by score.
Two `car` boxes that share 0.7 of their common area become one. Only regions of one class are
compared, unless `across_classes` is on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Region, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to tidy."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that are left, best score first."})


class Params(OperatorParams):
    overlap: float = Field(
        default=0.5, ge=0, le=1,
        description="Common area over the area of both, above which two regions are one.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    mode: Literal["drop", "merge", "average"] = Field(
        default="drop", description="What becomes of the weaker region's place."
    )
    across_classes: bool = Field(
        default=False, description="Whether regions of different classes are compared too."
    )


@operator(
    "region-nms",
    title="Region deduplicator",
    group="Edit and filter",
    icon="layers",
    summary="{mode} over {overlap}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_tidied(inputs.regions, params)) for inputs in batch]


def _tidied(regions: Regions, params: Params) -> Regions:
    groups: list[list[Region]] = []
    for region in sorted(regions.items, key=lambda region: -region.score):
        same = next((group for group in groups if _same(group[0], region, params)), None)
        if same is None:
            groups.append([region])
        else:
            same.append(region)
    return replace(regions, items=tuple(_joined(group, params.mode) for group in groups))


def _same(better: Region, region: Region, params: Params) -> bool:
    if not params.across_classes and _class(better) != _class(region):
        return False
    return places.overlap(better.box, region.box) > params.overlap


def _class(region: Region) -> str:
    best = max(region.concepts, key=lambda concept: concept.value, default=None)
    return best.name if best else ""


def _joined(group: list[Region], mode: str) -> Region:
    if mode == "drop" or len(group) == 1:
        return group[0]
    boxes = [region.box for region in group]
    if mode == "merge":
        box = Box(
            top=min(box.top for box in boxes),
            left=min(box.left for box in boxes),
            bottom=max(box.bottom for box in boxes),
            right=max(box.right for box in boxes),
        )
    else:
        weights = [region.score or 1e-6 for region in group]
        sides = [(box.top, box.left, box.bottom, box.right) for box in boxes]
        box = Box(*(_mean(side, weights) for side in zip(*sides, strict=True)))
    return replace(group[0], box=box, polygon=())


def _mean(numbers: Sequence[float], weights: Sequence[float]) -> float:
    pairs = zip(numbers, weights, strict=True)
    return sum(number * weight for number, weight in pairs) / sum(weights)
