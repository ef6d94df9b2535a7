"""Turns a picture clockwise.

Right angles move the pixels as they are; other angles blend neighbours. With *expand* the result
is as large as the turned picture needs, and a picture of 200 by 100 pixels turned by 90 degrees
has 100 by 200; without, it keeps its size and corners are cut. Empty places take the colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    degrees: float = Field(default=90, ge=-360, le=360, description="How far, clockwise.")
    expand: bool = Field(default=True, description="Whether the result grows so nothing is cut.")
    color: HexColor = Field(default="#000000", description="Colour of what lay outside.")


@operator(
    "image-rotate",
    title="Rotate image",
    group="Image",
    icon="rotate-cw",
    summary="{degrees} degrees",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    quarters, rest = divmod(params.degrees % 360, 90)
    upright = rest == 0 and (params.expand or quarters in (0, 2))
    if upright:
        if quarters == 0:
            return Outputs(inputs.image)
        turned = np.rot90(inputs.image.pixels, -int(quarters))
        return Outputs(Image(np.ascontiguousarray(turned)))
    return Outputs(Image(_warped(inputs.image, params)))


def _warped(image: Image, params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    middle = ((image.width - 1) / 2, (image.height - 1) / 2)
    matrix = cv2.getRotationMatrix2D(middle, -params.degrees, 1.0)
    wide, high = image.width, image.height
    if params.expand:
        cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
        wide = max(1, round(image.width * cos + image.height * sin))
        high = max(1, round(image.width * sin + image.height * cos))
        check_size(wide, high, "Scale the picture down first, or turn expand off.")
        matrix[0, 2] += (wide - image.width) / 2
        matrix[1, 2] += (high - image.height) / 2
    turned = cv2.warpAffine(
        image.pixels, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=rgb(params.color)
    )
    return np.asarray(turned, np.uint8)
