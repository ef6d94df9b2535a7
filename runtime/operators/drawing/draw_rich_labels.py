"""Writes on each region what it is, in letters of any script.

The same as *Draw labels*, but with a font that knows accents and other scripts, in points, with
long lines broken at *max line length* letters. Weft has one font; other names are drawn in it.
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
from runtime.media.drawing_params import PlateRadius, TextColor, TextPadding
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


Font = Literal[
    "Anonymous Pro", "Courier Prime", "Fira Code", "Geist", "Geist Mono", "IBM Plex Mono",
    "Inconsolata", "Inter", "JetBrains Mono", "Lato", "Montserrat", "Noto Sans", "Nunito Sans",
    "Open Sans", "PT Mono", "Roboto", "Roboto Mono", "Source Code Pro", "Space Mono", "Work Sans",
]  # fmt: skip


class Params(ColorParams):
    text: Told = Field(default="Class", description="What the label says.")
    text_position: Spot = Field(default="TOP_LEFT", description="Where the label stands.")
    text_color: TextColor = "#ffffff"
    font_family: Font = Field(default="Geist Mono", description="The font asked for.")
    text_size_mode: Literal["Manual", "Automatic"] = Field(
        title="Size",
        default="Manual",
        description="Whether the letters grow and shrink with the picture.",
    )
    font_size: int = Field(default=14, ge=1, le=500, description="Size of the letters in points.")
    text_padding: TextPadding = 10
    border_radius: PlateRadius = 0
    max_line_length: int | None = Field(
        default=None, ge=1, description="Letters after which a line is broken; none for never."
    )


@operator(
    "draw-rich-labels",
    title="Draw labels in a font",
    group="Draw",
    icon="tag",
    blocks=(
        drawing_block(
            "rich_label_visualization@v1",
            *COLORS,
            "text",
            "text_position",
            "text_color",
            "font_family",
            "text_size_mode",
            "font_size",
            "text_padding",
            "border_radius",
            "max_line_length",
        ),
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
    from runtime.media.label_texts import fitting_points, label_texts

    image, regions = inputs.image, inputs.regions
    fits = params.text_size_mode == "Automatic"
    annotator = sv.RichLabelAnnotator(
        **color_choice(params),
        text_position=spot(params.text_position),
        text_color=hex_color(params.text_color),
        font_size=fitting_points(image, params.font_size) if fits else params.font_size,
        text_padding=params.text_padding,
        border_radius=params.border_radius,
        max_line_length=params.max_line_length,
    )
    labels = label_texts(params.text, regions, detections(regions, image))
    return Outputs(annotated(image, regions, annotator, labels=labels))
