"""Draws a line with how many went in and out.

The line runs from one point to another, in pixels, and its colour is added to the picture. *count
in* and *count out* follow the outputs of *Line counter*: `in: 12, out: 9` stands where the line
begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.color_choice import COPY_IMAGE, NamedColor, supervision_missing
from runtime.media.per_picture import per_picture
from runtime.media.pixel_points import PixelPoints

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    zone: PixelPoints = Field(
        title="Line",
        default_factory=lambda: [(0.0, 0.0), (100.0, 100.0)],
        min_length=2,
        max_length=200,
        description="Where it begins and ends, as [x, y] in pixels.",
    )
    color: NamedColor = Field(default="#5bb573", description="Colour of the line.")
    thickness: int = Field(
        default=2,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )
    text_thickness: int = Field(
        default=1,
        ge=1,
        le=50,
        description="How thick the letters are.",
        json_schema_extra={"widget": "pixels"},
    )
    text_scale: float = Field(default=1.0, gt=0, le=50, description="Size of the letters.")
    count_in: int = Field(default=0, description="How many went in.")
    count_out: int = Field(default=0, description="How many went out.")
    opacity: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="How much of the colour is added.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "draw-line-counter",
    title="Draw counted line",
    group="Draw",
    icon="minus",
    blocks=(
        Block(
            "roboflow_core/line_counter_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "zone": Setting("zone", kinds=("list_of_values",), required=True),
                "color": Setting("color"),
                "thickness": Setting("thickness"),
                "text_thickness": Setting("text_thickness"),
                "text_scale": Setting("text_scale"),
                "count_in": Setting("count_in"),
                "count_out": Setting("count_out"),
                "opacity": Setting("opacity"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    available=supervision_missing,
    summary="in {count_in}, out {count_out}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import supervision as sv

    from runtime.media.hex_color import rgb
    from runtime.media.opencv import cv2

    (left, top), (right, bottom) = ((int(x), int(y)) for x, y in params.zone[:2])
    line = np.zeros_like(inputs.image.pixels)
    cv2.line(line, (left, top), (right, bottom), rgb(params.color), params.thickness)
    new = cv2.addWeighted(line, params.opacity, inputs.image.pixels, 1, 0)
    told = sv.draw_text(
        scene=np.asarray(new, np.uint8),
        text=f"in: {params.count_in}, out: {params.count_out}",
        text_anchor=sv.Point(left, top),
        text_thickness=params.text_thickness,
        text_scale=params.text_scale,
        background_color=sv.Color.WHITE,
        text_padding=0,
    )
    return Outputs(inputs.image.with_pixels(np.asarray(told, np.uint8)))
