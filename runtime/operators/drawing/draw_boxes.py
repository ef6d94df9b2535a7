"""Draws the box of each region.

Boxes take the colour of their class, unless chosen otherwise, and round corners if wanted. Three
cars give three boxes in one colour, a dog one in another. *Draw labels* writes what they are; *Draw
regions* does both at once.
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
        default=2,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )
    roundness: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="How round the corners are; 0 for none.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "draw-boxes",
    title="Draw boxes",
    group="Draw",
    icon="square",
    blocks=(
        drawing_block(
            "bounding_box_visualization@v1",
            *COLORS,
            "thickness",
            "roundness",
            names=("BoundingBoxVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="thickness {thickness}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice

    choice = color_choice(params) | {"thickness": params.thickness}
    annotator = (
        sv.RoundBoxAnnotator(**choice, roundness=params.roundness)
        if params.roundness
        else sv.BoxAnnotator(**choice)
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator, outlines=False))
