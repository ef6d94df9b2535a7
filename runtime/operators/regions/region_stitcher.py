"""Brings regions found in parts of a picture back to the picture.

Takes what a detector found in each tile of *Image tiler* or each crop of *Image crop*, moves it to
where the part lay, and deals with what two parts saw: `nms` keeps the best of regions of a class
that overlap by more than `iou_threshold`, `nmm` makes one region of them, `none` keeps all. Two
tiles that overlap see the same car; with `nms` it is one again. Regions keep the order of the
parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import All, Box, Image, Region, Regions
from runtime.inference.suppression import best_of, merged
from runtime.inference.views import brought_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Anchor, Placement


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The whole picture that the parts were cut from."})
    regions: All[Regions] = field(metadata={"help": "The regions of every part."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions in the whole picture."})


class Params(OperatorParams):
    overlap_filtering_strategy: Literal["none", "nms", "nmm"] = Field(
        default="nms", title="Overlapping regions",
        description="Keep all (none), the best (nms), or make one of them (nmm).",
    )  # fmt: skip
    iou_threshold: float = Field(
        default=0.3, ge=0, le=1, title="Overlap",
        description="Common area over the area of both, from which they are one thing.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "region-stitcher",
    title="Region stitcher",
    group="Edit and filter",
    icon="combine",
    blocks=(
        Block(
            "roboflow_core/detections_stitch@v1",
            fields={
                "reference_image": Wire("image"),
                "predictions": Wire("regions"),
                "overlap_filtering_strategy": Setting("overlap_filtering_strategy"),
                "iou_threshold": Setting("iou_threshold"),
            },
            outputs={"predictions": "regions"},
        ),
    ),
    summary="{overlap_filtering_strategy} over {iou_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_stitched(inputs, params)) for inputs in batch]


def _stitched(inputs: Inputs, params: Params) -> Regions:
    whole = inputs.image.placement
    moved: list[Region] = []
    for found, anchor in zip(inputs.regions.values, inputs.regions.anchors, strict=True):
        if found is not None:
            part = _part(found.placement, whole, anchor)
            moved += [brought_back(region, part) for region in found.items]
    if params.overlap_filtering_strategy == "nms":
        moved = best_of(moved, params.iou_threshold)
    elif params.overlap_filtering_strategy == "nmm":
        moved = merged(moved, params.iou_threshold, whole)
    return Regions(tuple(_with_own_ids(moved)), whole)


def _part(part: Placement | None, whole: Placement, anchor: Anchor) -> Box:
    """Where a part lies, in 0..1 of the whole; the region it was cut for tells it otherwise."""
    if part is None or not part.root_width:
        return anchor.region.box if anchor.region else Box(0, 0, 1, 1)
    outer, inner = whole.box, part.box
    wide, high = outer.right - outer.left, outer.bottom - outer.top
    return Box(
        top=(inner.top - outer.top) / high,
        left=(inner.left - outer.left) / wide,
        bottom=(inner.bottom - outer.top) / high,
        right=(inner.right - outer.left) / wide,
    )


def _with_own_ids(regions: Sequence[Region]) -> list[Region]:
    """Parts number their regions by themselves; those told twice are numbered anew."""
    if len({region.id for region in regions}) == len(regions):
        return list(regions)
    return [replace(region, id=f"r{number}") for number, region in enumerate(regions, 1)]
