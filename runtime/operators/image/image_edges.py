"""Draws the edges of a picture, white on black.

Follows steep changes of brightness: what is steeper than *upper* starts a line, and the line goes
on while it is steeper than *lower*. More blur before it gives fewer lines. A black square on white
becomes a white outline, ready for *Contours*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture whose edges are wanted."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "White lines on black, in the same size."})


class Params(OperatorParams):
    lower: int = Field(default=50, ge=0, le=1000, description="Steepness at which a line ends.")
    upper: int = Field(default=150, ge=0, le=1000, description="Steepness at which one starts.")
    blur: int = Field(
        default=3,
        ge=1,
        le=31,
        description="Kernel of the blur before; 1 for none.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-edges",
    title="Image edges",
    group="Image",
    icon="square-dashed",
    summary="{lower} to {upper}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(inputs.image.pixels, cv2.COLOR_RGB2GRAY)
    side = params.blur | 1
    if side > 1:
        gray = cv2.GaussianBlur(gray, (side, side), 0)
    lower, upper = sorted((params.lower, params.upper))
    lines = cv2.Canny(gray, lower, upper)
    pixels = np.asarray(cv2.cvtColor(lines, cv2.COLOR_GRAY2RGB), np.uint8)
    return Outputs(inputs.image.with_pixels(pixels))
