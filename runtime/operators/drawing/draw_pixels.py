"""Makes coarse squares of the box of each region.

Each square of *pixel size* gets one colour, so that faces and plates cannot be read. *Redact* does
this and more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import drawing_block, supervision_missing
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


class Params(OperatorParams):
    pixel_size: int = Field(
        default=20,
        ge=1,
        le=1000,
        description="Side of a square.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-pixels",
    title="Pixelate boxes",
    group="Draw",
    icon="grid-3x3",
    blocks=(
        drawing_block("pixelate_visualization@v1", "pixel_size", names=("PixelateVisualization",)),
    ),
    available=supervision_missing,
    heavy=True,
    summary="squares of {pixel_size}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated

    annotator = sv.PixelateAnnotator(pixel_size=params.pixel_size)
    return Outputs(annotated(inputs.image, inputs.regions, annotator, outlines=False))
