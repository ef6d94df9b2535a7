"""Cuts strips off a picture's edges.

First the margins, in percent of the sides or in pixels; then, with *plain border*, every row and
column at the edge that has the colour of the top left corner. A scan with a wide white border
becomes just the page; a picture that is all one colour stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to trim."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "What is left."})


class Params(OperatorParams):
    left: float = Field(default=0, ge=0, le=16_384, description="Cut off at the left.")
    top: float = Field(default=0, ge=0, le=16_384, description="Cut off at the top.")
    right: float = Field(default=0, ge=0, le=16_384, description="Cut off at the right.")
    bottom: float = Field(default=0, ge=0, le=16_384, description="Cut off at the bottom.")
    unit: Literal["percent", "pixels"] = Field(
        default="percent", description="Percent of the picture's sides, or pixels."
    )
    plain_border: bool = Field(default=False, description="Also cut a border of one colour.")
    tolerance: int = Field(
        default=12, ge=0, le=255, description="How far a border's colours may differ, in levels."
    )


@operator(
    "image-trim",
    title="Trim image",
    group="Edit and filter",
    icon="scissors",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image
    across, down = (
        (1.0, 1.0) if params.unit == "pixels" else (image.width / 100, image.height / 100)
    )
    left, right = round(params.left * across), image.width - round(params.right * across)
    top, bottom = round(params.top * down), image.height - round(params.bottom * down)
    if right <= left or bottom <= top:
        message = (
            f"The margins leave nothing of a picture of {image.width} by {image.height} pixels. "
            "Cut off less."
        )
        raise OperatorFailedError(message)
    if params.plain_border:
        inner = _without_border(image.pixels[top:bottom, left:right], params.tolerance)
        top, left, bottom, right = top + inner[0], left + inner[1], top + inner[2], left + inner[3]
    return Outputs(image.part(top, left, bottom, right))


def _without_border(pixels: NDArray[np.uint8], tolerance: int) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of what is within a border of one colour."""
    import numpy as np

    from runtime.media.opencv import cv2

    apart = cv2.absdiff(pixels, np.full_like(pixels, pixels[0, 0])).max(axis=2) > tolerance
    rows, columns = np.flatnonzero(apart.any(axis=1)), np.flatnonzero(apart.any(axis=0))
    if not rows.size:
        return 0, 0, pixels.shape[0], pixels.shape[1]
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
