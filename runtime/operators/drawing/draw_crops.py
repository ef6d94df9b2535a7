"""Lays a magnified copy of each region beside it.

The copy is *scale factor* times as large, has a border in the region's colour and stands at a place
of the box, above it by default. A number plate 40 pixels wide can be read at a factor of 4.
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
    position: Spot = Field(default="TOP_CENTER", description="Where the copy stands.")
    scale_factor: float = Field(default=2.0, gt=0, le=20, description="How much larger it is.")
    border_thickness: int = Field(
        default=2,
        ge=0,
        le=1000,
        description="How thick its border is.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-crops",
    title="Draw magnified crops",
    group="Draw",
    icon="zoom-in",
    blocks=(
        drawing_block(
            "crop_visualization@v1",
            *COLORS,
            "position",
            "scale_factor",
            "border_thickness",
            names=("CropVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="{scale_factor} times",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, colors, spot

    annotator = sv.CropAnnotator(
        position=spot(params.position),
        scale_factor=params.scale_factor,
        border_color=colors(params),
        border_thickness=params.border_thickness,
        border_color_lookup=getattr(sv.ColorLookup, params.color_axis),
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator))
