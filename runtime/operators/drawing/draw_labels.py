"""Writes on each region what it is.

A label has the region's colour as its plate. It says the class, the score, the place in the list,
position and size, the area, the track or the time in a zone. *text scale* 1 is 20 pixels high or
so; *Automatic* suits it to pictures of any size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import (
    COLORS,
    ColorParams,
    Spot,
    Told,
    drawing_block,
    supervision_missing,
)
from runtime.media.drawing_params import (
    PlateRadius,
    TextColor,
    TextPadding,
    TextScale,
    TextThickness,
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
    text: Told = Field(default="Class", description="What the label says.")
    text_position: Spot = Field(default="TOP_LEFT", description="Where the label stands.")
    text_color: TextColor = "#ffffff"
    text_size_mode: Literal["Manual", "Automatic"] = Field(
        title="Size",
        default="Manual",
        description="Whether the letters grow and shrink with the picture.",
    )
    text_scale: TextScale = 1.0
    text_thickness: TextThickness = 1
    text_padding: TextPadding = 10
    border_radius: PlateRadius = 0


_V1 = (
    "text", "text_position", "text_color", "text_scale", "text_thickness", "text_padding",
    "border_radius",
)  # fmt: skip


@operator(
    "draw-labels",
    title="Draw labels",
    group="Draw",
    icon="tag",
    blocks=(
        drawing_block("label_visualization@v2", *COLORS, *_V1, "text_size_mode"),
        drawing_block("label_visualization@v1", *COLORS, *_V1, names=("LabelVisualization",)),
    ),
    available=supervision_missing,
    heavy=True,
    summary="{text}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice, detections, hex_color, spot
    from runtime.media.label_texts import fitting_scale, label_texts

    image, regions = inputs.image, inputs.regions
    fits = params.text_size_mode == "Automatic"
    annotator = sv.LabelAnnotator(
        **color_choice(params),
        text_position=spot(params.text_position),
        text_color=hex_color(params.text_color),
        text_scale=fitting_scale(image, params.text_scale) if fits else params.text_scale,
        text_thickness=params.text_thickness,
        text_padding=params.text_padding,
        border_radius=params.border_radius,
    )
    labels = label_texts(params.text, regions, detections(regions, image))
    return Outputs(annotated(image, regions, annotator, labels=labels))
