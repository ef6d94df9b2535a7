"""Cuts the same place out of every picture.

The place is told by its middle and its size, in percent of the picture or in pixels. For a camera
that never moves, `50, 75, 100, 50` in percent keeps the lower half. What stands over the edge is
left out; a place wholly outside fails for that picture.
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


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut from."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The part cut out."})


class Params(OperatorParams):
    x_center: float = Field(default=50, ge=0, le=16_384, description="Middle, from the left.")
    y_center: float = Field(default=50, ge=0, le=16_384, description="Middle, from the top.")
    width: float = Field(default=50, gt=0, le=16_384, description="Width of the part.")
    height: float = Field(default=50, gt=0, le=16_384, description="Height of the part.")
    unit: Literal["percent", "pixels"] = Field(
        default="percent", description="Percent of the picture's sides, or pixels."
    )


@operator(
    "image-crop-fixed",
    title="Crop to a fixed box",
    group="Edit and filter",
    icon="crop",
    aliases=(
        "AbsoluteStaticCrop",
        "roboflow_core/absolute_static_crop@v1",
        "RelativeStaticCrop",
        "roboflow_core/relative_statoic_crop@v1",
    ),
    summary="{width} by {height} {unit}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image
    across, down = (
        (1.0, 1.0) if params.unit == "pixels" else (image.width / 100, image.height / 100)
    )
    left, right = _span(params.x_center * across, params.width * across, image.width)
    top, bottom = _span(params.y_center * down, params.height * down, image.height)
    if right <= left or bottom <= top:
        message = (
            f"The box lies outside the picture of {image.width} by {image.height} pixels. "
            "Move its middle, or make it larger."
        )
        raise OperatorFailedError(message)
    return Outputs(image.part(top, left, bottom, right))


def _span(middle: float, length: float, limit: int) -> tuple[int, int]:
    return max(0, round(middle - length / 2)), min(limit, round(middle + length / 2))
