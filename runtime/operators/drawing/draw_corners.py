"""Draws the four corners of the box of each region.

Less covers the picture than with whole boxes: of a box of 100 by 60 pixels, four angles of 15
pixels each are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COLORS, ColorParams, drawing_block, supervision_missing
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
    thickness: int = Field(
        default=4,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )
    corner_length: int = Field(
        default=15,
        ge=1,
        le=1000,
        description="How long each side of a corner is.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-corners",
    title="Draw corners",
    group="Draw",
    icon="frame",
    blocks=(
        drawing_block(
            "corner_visualization@v1",
            *COLORS,
            "thickness",
            "corner_length",
            names=("CornerVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="length {corner_length}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice

    annotator = sv.BoxCornerAnnotator(
        **color_choice(params), thickness=params.thickness, corner_length=params.corner_length
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator, outlines=False))
