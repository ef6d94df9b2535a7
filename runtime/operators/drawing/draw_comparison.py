"""Shows where two models differ.

What only the first model found gets one colour, what only the second found another, what neither
found is dimmed; where both agree the picture stays. Two detectors on one street: a car that only
one sees stands out in green.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COPY_IMAGE, NamedColor
from runtime.media.drawing_params import ColorsOpacity
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    first: Regions = field(metadata={"help": "What one model found."})
    second: Regions = field(metadata={"help": "What the other one found."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    color_a: NamedColor = Field(default="#00ff00", description="What only the first found.")
    color_b: NamedColor = Field(default="#ff0000", description="What only the second found.")
    background_color: NamedColor = Field(default="#000000", description="What neither found.")
    opacity: ColorsOpacity = 0.7


@operator(
    "draw-comparison",
    title="Draw comparison",
    group="Draw",
    icon="diff",
    blocks=(
        Block(
            "roboflow_core/model_comparison_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "predictions_a": Wire("first"),
                "color_a": Setting("color_a"),
                "predictions_b": Wire("second"),
                "color_b": Setting("color_b"),
                "background_color": Setting("background_color"),
                "opacity": Setting("opacity"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    summary="opacity {opacity}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.hex_color import rgb
    from runtime.media.opencv import cv2
    from runtime.media.region_pixels import covered

    pixels = inputs.image.pixels
    first, second = (covered(found, inputs.image) for found in (inputs.first, inputs.second))
    new = pixels.copy()
    for place, color in (
        (~first & ~second, params.background_color),
        (first & ~second, params.color_a),
        (second & ~first, params.color_b),
    ):
        ink = np.full_like(pixels, rgb(color))
        mixed = cv2.addWeighted(pixels, 1 - params.opacity, ink, params.opacity, 0)
        new[place] = np.asarray(mixed, np.uint8)[place]
    return Outputs(inputs.image.with_pixels(new))
