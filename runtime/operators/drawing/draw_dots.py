"""Draws a dot on each region.

It stands at a place of the box, its middle by default, or at the middle of the outline's area
(*CENTER_OF_MASS*). Good for counting many small things, such as pills on a tray.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COLORS, ColorParams, Spot, drawing_block, supervision_missing
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "What is drawn."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(ColorParams):
    position: Spot = Field(default="CENTER", description="Where the dot stands.")
    radius: int = Field(
        default=4,
        ge=1,
        le=1000,
        description="How large the dot is.",
        json_schema_extra={"widget": "pixels"},
    )
    outline_thickness: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="How thick a black ring round it is; 0 for none.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-dots",
    title="Draw dots",
    group="Draw",
    icon="circle-dot",
    blocks=(
        drawing_block(
            "dot_visualization@v1",
            *COLORS,
            "position",
            "radius",
            "outline_thickness",
            names=("DotVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="radius {radius}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice, spot

    annotator = sv.DotAnnotator(
        **color_choice(params),
        position=spot(params.position),
        radius=params.radius,
        outline_thickness=params.outline_thickness,
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator))
