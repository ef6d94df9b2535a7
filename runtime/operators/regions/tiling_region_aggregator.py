"""Brings regions found in tiles back to the whole picture.

Takes what a detector found in each tile of *Image tiler*, or in each picture of *Image crop*, moves
it to where the tile lay, and keeps only the best of regions that overlap by more than
*iou threshold*: a car seen by two tiles is one car again. Best scores come first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Box, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHOLE = Box(top=0, left=0, bottom=1, right=1)
"""Where the regions of a frame lie, which is no part of a picture."""


@dataclass(frozen=True)
class Inputs:
    regions: All[Regions] = field(metadata={"help": "The regions of every tile."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions in the whole picture."})


class Params(OperatorParams):
    iou_threshold: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="Regions that overlap by more are taken for one.",
        json_schema_extra={"widget": "slider"},
    )
    overlap_of: Literal["union", "smaller"] = Field(
        default="smaller",
        description="What the overlap is a share of; *smaller* also joins things cut at a seam.",
    )
    across_classes: bool = Field(
        default=False, description="Whether regions of different classes are taken for one too."
    )
    min_value: float = Field(
        default=0,
        ge=0,
        le=1,
        description="Regions with a lower score are dropped.",
        json_schema_extra={"widget": "slider"},
    )
    max_regions: int = Field(
        default=1000, ge=1, le=10_000, description="At most so many are kept, best first."
    )


@operator(
    "tiling-region-aggregator-operator",
    title="Tiling region aggregator",
    group="Edit and filter",
    icon="combine",
    summary="overlap over {iou_threshold} is one",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    moved = []
    placement = None
    for found, anchor in zip(inputs.regions.values, inputs.regions.anchors, strict=True):
        if found is None:
            continue
        tile = anchor.region.box if anchor.region else _WHOLE
        if found.placement is not None:
            placement = found.placement.whole(tile)
        moved += [_moved(item, tile) for item in found.items if item.score >= params.min_value]
    moved.sort(key=lambda region: -region.score)
    kept = _best(moved, params)
    named = tuple(replace(item, id=f"r{index}") for index, item in enumerate(kept, 1))
    return Outputs(Regions(named, placement))


def _moved(region: Region, tile: Box) -> Region:
    wide, high = tile.right - tile.left, tile.bottom - tile.top
    box = region.box
    return replace(
        region,
        box=Box(
            top=tile.top + box.top * high,
            left=tile.left + box.left * wide,
            bottom=tile.top + box.bottom * high,
            right=tile.left + box.right * wide,
        ),
        polygon=tuple((tile.left + x * wide, tile.top + y * high) for x, y in region.polygon),
    )


def _best(regions: list[Region], params: Params) -> list[Region]:
    """Non-maximum suppression over regions sorted by score."""
    import numpy as np

    boxes = np.array(
        [(item.box.left, item.box.top, item.box.right, item.box.bottom) for item in regions]
    ).reshape(-1, 4)
    classes = np.array([_class(item) for item in regions])
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    open_ = np.ones(len(regions), bool)
    kept: list[Region] = []
    for index, region in enumerate(regions):
        if not open_[index] or len(kept) >= params.max_regions:
            continue
        kept.append(region)
        low = np.maximum(boxes[index, :2], boxes[:, :2])
        high = np.minimum(boxes[index, 2:], boxes[:, 2:])
        shared = np.clip(high - low, 0, None).prod(axis=1)
        whole = area[index] + area - shared
        if params.overlap_of == "smaller":
            whole = np.minimum(area[index], area)
        same = shared > params.iou_threshold * whole
        if not params.across_classes:
            same &= classes == classes[index]
        open_ &= ~same
    return kept


def _class(region: Region) -> str:
    return max(region.concepts, key=lambda item: item.value).id if region.concepts else ""
