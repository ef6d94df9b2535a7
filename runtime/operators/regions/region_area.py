"""Measures the area of each region, in pixels and in your own units.

Counts the pixels within the outline, or those of the box where there is none. With *pixels per
unit* 20, as where a ruler's centimetre is 20 pixels long, 800 pixels are 2 square centimetres. Each
region carries both as `area_px` and `area_converted`; *areas* lists the converted ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import List, Placement, Region, Regions
from runtime.inference import outlines
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to measure."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions with their areas."})
    areas: List = field(metadata={"help": "Each area in your units, in the regions' order."})


class Params(OperatorParams):
    pixels_per_unit: float = Field(
        default=1, description="How many pixels are one unit long; 0 or less counts as 1."
    )


@operator(
    "region-area",
    title="Region area",
    group="Measure",
    icon="square",
    blocks=(
        Block(
            "roboflow_core/mask_area_measurement@v1",
            fields={
                "predictions": Wire("regions"),
                "pixels_per_unit": Setting("pixels_per_unit"),
            },
            outputs={"predictions": "regions"},
        ),
    ),
    summary="{pixels_per_unit} pixels a unit",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.regions, params))


def _outputs(regions: Regions, params: Params) -> Outputs:
    a_unit = params.pixels_per_unit**2 if params.pixels_per_unit > 0 else 1.0
    items, areas = [], []
    for region in regions.items:
        pixels = _pixels(region, regions)
        facts = {**region.facts, "area_px": pixels, "area_converted": pixels / a_unit}
        items.append(replace(region, facts=facts))
        areas.append(pixels / a_unit)
    return Outputs(replace(regions, items=tuple(items)), List(tuple(areas)))


def _pixels(region: Region, regions: Regions) -> float:
    from runtime.media.opencv import cv2
    from runtime.media.region_pixels import known_size

    width, height = known_size(regions)
    if region.polygon:
        count = cv2.countNonZero(outlines.mask_of(region, Placement(width, height)))
        if count:
            return float(count)
    box = region.box
    return (box.right - box.left) * width * (box.bottom - box.top) * height
