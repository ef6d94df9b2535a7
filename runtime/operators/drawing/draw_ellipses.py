"""Draws an ellipse at the foot of each region.

It lies at the lower edge of the box as on a pitch, and is drawn from *start angle* to *end angle*,
so that it is open at the back. Seen in broadcasts of sport round the feet of players.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COLORS, ColorParams, drawing_block, supervision_missing
from runtime.media.drawing_params import LineThickness
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
    thickness: LineThickness = 2
    start_angle: int = Field(
        default=-45, ge=-1_000_000, le=1_000_000, description="Where it begins, in degrees."
    )
    end_angle: int = Field(
        default=235, ge=-1_000_000, le=1_000_000, description="Where it ends, in degrees."
    )


@operator(
    "draw-ellipses",
    title="Draw ellipses",
    group="Draw",
    icon="circle-dot",
    blocks=(
        drawing_block(
            "ellipse_visualization@v1",
            *COLORS,
            "thickness",
            "start_angle",
            "end_angle",
            names=("EllipseVisualization",),
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

    annotator = sv.EllipseAnnotator(
        **color_choice(params),
        thickness=params.thickness,
        start_angle=params.start_angle,
        end_angle=params.end_angle,
    )
    return Outputs(annotated(inputs.image, inputs.regions, annotator, outlines=False))
