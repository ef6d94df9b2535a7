"""Draws a path of straight lines.

The path is a list of points `[x, y]` in pixels, such as the way that a forklift should take.
Compare it with where things really go.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.color_choice import COPY_IMAGE, NamedColor
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
    reference_path: PixelPoints = Field(
        title="Path",
        default_factory=list,
        max_length=1000,
        description="Points as [x, y] in pixels, in order.",
    )
    color: NamedColor = Field(default="#5bb573", description="Colour of the path.")
    thickness: int = Field(
        default=2,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-path",
    title="Draw path",
    group="Draw",
    icon="route",
    blocks=(
        Block(
            "roboflow_core/reference_path_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "reference_path": Setting(
                    "reference_path", kinds=("list_of_values",), required=True
                ),
                "color": Setting("color"),
                "thickness": Setting("thickness"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    summary="thickness {thickness}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.hex_color import rgb
    from runtime.media.opencv import cv2

    if not params.reference_path:
        return Outputs(inputs.image)
    new = inputs.image.pixels.copy()
    points = np.asarray(params.reference_path, np.float64).astype(np.int32)
    cv2.polylines(new, [points], False, rgb(params.color), params.thickness)  # noqa: FBT003
    return Outputs(inputs.image.with_pixels(new))
