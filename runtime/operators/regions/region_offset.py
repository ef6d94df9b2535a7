"""Makes regions wider and higher, round their middle.

Useful before *Image crop*, so that letters at a plate's edge are not cut. In percent, width 20
lets a region grow by 10 in 100 of its own width to the left and as much to the right; a plate 100
pixels wide becomes 120. In pixels, width 20 adds 10 pixels on each side; the picture has to be
wired only where the regions do not know its size. Negative numbers shrink; nothing leaves the
picture, and each region keeps its id. With `whole_pixels` each side moves by whole pixels, rounded
down: a width of 5 adds 2 to the left and 2 to the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, Placement, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to grow or shrink."})
    image: Image | None = field(
        default=None, metadata={"help": "The picture they lie in, for its size."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions in their new size."})


class Params(OperatorParams):
    width: float = Field(
        default=20,
        ge=-1_000_000,
        le=1_000_000,
        description="Added to the width, half on each side.",
    )
    height: float = Field(
        default=20,
        ge=-1_000_000,
        le=1_000_000,
        description="Added to the height, half on each side.",
    )
    unit: Literal["percent", "pixels"] = Field(
        default="percent", description="Percent of the region's own size, or pixels of the picture."
    )
    whole_pixels: bool = Field(
        default=False, description="Whether each side moves by whole pixels, rounded down."
    )
    outline: Literal["grow", "keep"] = Field(
        default="grow", description="Whether polygons grow with the box, or stay."
    )


ADDED = Bounds(over=0, whole=True)


@operator(
    "region-offset",
    title="Region offset",
    group="Edit and filter",
    icon="move",
    blocks=(
        Block(
            "roboflow_core/detection_offset@v1",
            names=("DetectionOffset",),
            fields={
                "predictions": Wire("regions"),
                "offset_width": Setting("width", also=("offset_x",), required=True, bounds=ADDED),
                "offset_height": Setting("height", also=("offset_y",), required=True, bounds=ADDED),
                "units": Setting(
                    "unit", default="Pixels", words={"Pixels": "pixels", "Percent (%)": "percent"}
                ),
            },
            outputs={"predictions": "regions"},
            fixed={"whole_pixels": True, "outline": "keep"},
            loose=("whole_pixels", "outline"),
        ),
    ),
    summary="{width} wide, {height} high, {unit}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_offset(inputs, params) for inputs in batch]


def _offset(inputs: Inputs, params: Params) -> Outputs | Failure:
    size = inputs.image.placement if inputs.image else inputs.regions.placement
    if size is None and (params.unit == "pixels" or params.whole_pixels) and inputs.regions.items:
        message = "An offset in pixels needs the picture. Wire the image port, or use percent."
        return Failure(OperatorFailedError(message, port="image"))
    grown = (_grown(region, params, size) for region in inputs.regions.items)
    return Outputs(replace(inputs.regions, items=tuple(grown)))


def _grown(region: Region, params: Params, size: Placement | None) -> Region:
    box = region.box
    wide, high = (size.width, size.height) if size else (1, 1)
    side_x = _side((box.right - box.left) * wide, params.width, params) / wide
    side_y = _side((box.bottom - box.top) * high, params.height, params) / high
    left, right = _stretched(box.left, box.right, side_x)
    top, bottom = _stretched(box.top, box.bottom, side_y)
    moved = Box(top=top, left=left, bottom=bottom, right=right)
    if params.outline == "keep":
        return region.at(moved)
    polygon = tuple(
        (_carried(x, (box.left, box.right), (left, right)),
         _carried(y, (box.top, box.bottom), (top, bottom)))
        for x, y in region.polygon
    )  # fmt: skip
    return replace(region, box=moved, polygon=polygon)


def _side(length: float, added: float, params: Params) -> float:
    """How far one end moves, in the unit of `length`."""
    if params.unit == "pixels":
        return added // 2 if params.whole_pixels else added / 2
    side = length * added / 200
    return int(side) if params.whole_pixels else side


def _stretched(low: float, high: float, side: float) -> tuple[float, float]:
    """Both ends moved out by `side` and clipped to 0..1; they meet in the middle at the least."""
    side = max(side, (low - high) / 2)
    return min(1.0, max(0.0, low - side)), min(1.0, max(0.0, high + side))


def _carried(at: float, old: tuple[float, float], new: tuple[float, float]) -> float:
    """A polygon's coordinate taken along from the old extent of its box to the new one."""
    if old[1] <= old[0]:
        return new[0]
    return new[0] + (at - old[0]) / (old[1] - old[0]) * (new[1] - new[0])
