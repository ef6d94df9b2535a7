"""Draws a small triangle that points at each region.

It stands above the box by default, point down, as over the player who has the ball.
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
    position: Spot = Field(default="TOP_CENTER", description="Where the triangle stands.")
    base: int = Field(
        default=10,
        ge=1,
        le=1000,
        description="How wide it is.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=10,
        ge=1,
        le=1000,
        description="How high it is.",
        json_schema_extra={"widget": "pixels"},
    )
    outline_thickness: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="How thick a black line round it is; 0 for none.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-triangles",
    title="Draw triangles",
    group="Draw",
    icon="pin",
    blocks=(
        drawing_block(
            "triangle_visualization@v1",
            *COLORS,
            "position",
            "base",
            "height",
            "outline_thickness",
            names=("TriangleVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="{base} by {height}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice, spot

    annotator = sv.TriangleAnnotator(
        **color_choice(params),
        base=params.base,
        height=params.height,
        position=spot(params.position),
        outline_thickness=params.outline_thickness,
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator))
