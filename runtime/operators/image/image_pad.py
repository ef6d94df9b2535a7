"""Adds room round a picture.

Each side grows by percent of the picture or by pixels; then, if *aspect* is not 0, the shorter way
grows until width divided by height is *aspect*. A picture of 200 by 100 pixels with aspect 1
becomes 200 by 200 with 50 rows above and below. The room is a colour, the edge drawn out, or the
picture mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to pad."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    left: float = Field(default=0, ge=0, le=4096, description="Added at the left.")
    top: float = Field(default=0, ge=0, le=4096, description="Added at the top.")
    right: float = Field(default=0, ge=0, le=4096, description="Added at the right.")
    bottom: float = Field(default=0, ge=0, le=4096, description="Added at the bottom.")
    unit: Literal["percent", "pixels"] = Field(
        default="pixels", description="Percent of the picture's sides, or pixels."
    )
    aspect: float = Field(
        default=0, ge=0, le=20, description="Width divided by height to reach; 0 for any."
    )
    fill: Literal["color", "edge", "mirror"] = Field(
        default="color", description="What the room shows."
    )
    color: HexColor = Field(default="#ffffff", description="Colour of the room.")


@operator(
    "image-pad",
    title="Pad image",
    group="Image",
    icon="frame",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    left, top, right, bottom = _room(image, params)
    wide, high = image.width + left + right, image.height + top + bottom
    check_size(wide, high, "Add less room.")
    kinds = {
        "color": cv2.BORDER_CONSTANT,
        "edge": cv2.BORDER_REPLICATE,
        "mirror": cv2.BORDER_REFLECT,
    }
    new = cv2.copyMakeBorder(
        image.pixels, top, bottom, left, right, kinds[params.fill], value=rgb(params.color)
    )
    if (wide, high) == (image.width, image.height):
        return Outputs(image)
    return Outputs(Image(np.asarray(new, np.uint8)))


def _room(image: Image, params: Params) -> tuple[int, int, int, int]:
    across, down = (
        (1.0, 1.0) if params.unit == "pixels" else (image.width / 100, image.height / 100)
    )
    left, right = round(params.left * across), round(params.right * across)
    top, bottom = round(params.top * down), round(params.bottom * down)
    if params.aspect:
        wide, high = image.width + left + right, image.height + top + bottom
        more_wide = max(0, round(high * params.aspect) - wide)
        more_high = max(0, round(wide / params.aspect) - high)
        left, right = left + more_wide // 2, right + more_wide - more_wide // 2
        top, bottom = top + more_high // 2, bottom + more_high - more_high // 2
    return left, top, right, bottom
