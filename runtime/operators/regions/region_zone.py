"""Makes zones of a few corners out of outlines.

A field that was segmented with a hundred corners becomes a polygon of four. Zones come as lists of
points in pixels, as *Zone filter* and *Time in zone* take them, and as the new outlines of the
regions. `scale_ratio` makes a zone larger or smaller round its middle; least squares lays its sides
along the outline, where the nearest corners alone would cut it. `converged` is no where an outline
does not come down to so many corners: then the last one is repeated, or the rest is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, List, Region, Regions
from runtime.inference import outlines, simple_polygon
from runtime.inference.pixels import known_size
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Placement


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "Regions with outlines."})


@dataclass(frozen=True)
class Outputs:
    zones: List = field(metadata={"help": "The corners of each zone, in pixels."})
    regions: Regions | None = field(
        metadata={"help": "The regions with their zones as outlines; none without outlines."}
    )
    converged: Boolean = field(metadata={"help": "Whether each came down to so many corners."})


class Params(OperatorParams):
    required_number_of_vertices: int = Field(
        default=4, ge=3, le=1000, title="Corners", description="How many corners a zone has."
    )
    scale_ratio: float = Field(
        default=1, gt=0, le=100, description="Over 1 makes it larger, under 1 smaller."
    )
    apply_least_squares: bool = Field(
        default=False, title="Least squares", description="Lay the sides along the outline."
    )
    midpoint_fraction: float = Field(
        default=1, ge=0, le=1, title="Share of a side",
        description="For least squares: which share in the middle of a side is looked at.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "region-zone",
    title="Zones from outlines",
    group="Edit and filter",
    icon="shapes",
    blocks=(
        Block(
            "roboflow_core/dynamic_zone@v1",
            names=("DynamicZone",),
            fields={
                "predictions": Wire("regions", kinds=("instance_segmentation_prediction",)),
                "required_number_of_vertices": Setting(
                    "required_number_of_vertices", required=True
                ),
                "scale_ratio": Setting("scale_ratio"),
                "apply_least_squares": Setting("apply_least_squares"),
                "midpoint_fraction": Setting("midpoint_fraction"),
            },
            outputs={
                "zones": Out("zones", ("list_of_values",)),
                "predictions": Out("regions", ("instance_segmentation_prediction",)),
                "simplification_converged": "converged",
            },
        ),
    ),
    summary="{required_number_of_vertices} corners",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.regions, params))


def _outputs(regions: Regions, params: Params) -> Outputs:
    outlined = [region for region in regions.items if region.polygon]
    if not outlined:
        return Outputs(List(()), None, Boolean(value=False))
    size = known_size(regions)
    made = [_zone(region, params, size) for region in outlined]
    zones = tuple(zone for _, zone, _ in made)
    kept = replace(regions, items=tuple(region for region, _, _ in made))
    return Outputs(List(zones), kept, Boolean(all(fits for _, _, fits in made)))


def _zone(region: Region, params: Params, size: Placement) -> tuple[Region, Any, bool]:
    """The region, the corners of its zone, and whether it has so many by itself."""
    outline = outlines.outline(outlines.mask_of(region, size))
    if not len(outline):
        outline = outlines.corners(region, size)
    count = params.required_number_of_vertices
    polygon = simple_polygon.simplified(outline, count)
    if params.apply_least_squares:
        polygon = simple_polygon.fitted(outline, polygon, params.midpoint_fraction)
    fits = len(polygon) == count
    polygon = simple_polygon.with_corners(polygon, count)
    polygon = simple_polygon.scaled(polygon, params.scale_ratio)
    corners = polygon.tolist()
    shares = outlines.shares(polygon, size)
    facts = {**region.facts, "polygon": corners}
    return replace(region, polygon=shares, facts=facts), corners, fits
