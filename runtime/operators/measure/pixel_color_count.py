"""Counts the pixels of one colour.

A pixel counts when red, green and blue each lie within *tolerance* levels of the colour. With
`#ff0000` and 20, a picture that is a quarter red gives *share* 0.25. Good for lamps, liquids and
marks of a known colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.hex_color import AnyColor, rgb
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    count: Number = field(metadata={"help": "How many pixels."})
    share: Number = field(metadata={"help": "Their share of the picture, from 0 to 1."})


class Params(OperatorParams):
    target_color: AnyColor = Field(
        default="#ff0000",
        description="The colour looked for; red, green and blue as three numbers do as well.",
    )
    tolerance: int = Field(
        default=10,
        ge=0,
        le=255,
        description="How many levels each part may be off.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "pixel-color-count",
    title="Pixel colour count",
    group="Measure",
    icon="droplet",
    blocks=(
        Block(
            "roboflow_core/pixel_color_count@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "target_color": Setting(
                    "target_color", kinds=("string", "rgb_color"), required=True
                ),
                "tolerance": Setting("tolerance"),
            },
            outputs={"matching_pixels_count": Out("count", ("integer",))},
        ),
    ),
    summary="{target_color}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    from runtime.media.opencv import cv2

    middle = rgb(params.target_color)
    low = tuple(max(0, level - params.tolerance) for level in middle)
    high = tuple(min(255, level + params.tolerance) for level in middle)
    count = cv2.countNonZero(cv2.inRange(inputs.image.pixels, low, high))
    whole = inputs.image.width * inputs.image.height
    return Outputs(Number(count), Number(count / whole))
