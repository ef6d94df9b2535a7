"""Draws the outline of each region.

Of the regions without an outline the box is drawn. A leaf found by a segmenter is traced along its
rim.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import (
    COLORS,
    OUTLINED,
    ColorParams,
    drawing_block,
    supervision_missing,
)
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


@operator(
    "draw-polygons",
    title="Draw outlines",
    group="Draw",
    icon="pen-tool",
    blocks=(
        drawing_block("polygon_visualization@v2", *COLORS, "thickness", kinds=OUTLINED),
        drawing_block(
            "polygon_visualization@v1",
            *COLORS,
            "thickness",
            names=("PolygonVisualization",),
            kinds=OUTLINED,
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

    from runtime.media.annotating import annotated, color_choice, detections

    choice = color_choice(params) | {"thickness": params.thickness}
    outlined = detections(inputs.regions, inputs.image).mask is not None
    annotator = sv.PolygonAnnotator(**choice) if outlined else sv.BoxAnnotator(**choice)
    return Outputs(annotated(inputs.image, inputs.regions, annotator))
