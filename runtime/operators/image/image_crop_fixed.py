"""Cuts the same place out of every picture.

The place is told by its middle and its size: in percent of the picture, in shares from 0 to 1, or
in pixels. For a camera that never moves, `50, 75, 100, 50` in percent keeps the lower half. What
stands over the edge is left out. A place wholly outside fails for that picture, unless `outside`
says to skip it: then nothing comes out, and what follows does not run for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, Setting, Wire
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
    x_center: float = Field(default=50, ge=0, le=1_000_000, description="Middle, from the left.")
    y_center: float = Field(default=50, ge=0, le=1_000_000, description="Middle, from the top.")
    width: float = Field(default=50, ge=0, le=1_000_000, description="Width of the part.")
    height: float = Field(default=50, ge=0, le=1_000_000, description="Height of the part.")
    unit: Literal["percent", "share", "pixels"] = Field(
        default="percent", description="Percent of the picture's sides, shares of them, or pixels."
    )
    outside: Literal["fail", "skip"] = Field(
        default="fail", description="What a place without any pixels of the picture does."
    )


PIXELS = Bounds(over=0, whole=True)
SHARES = Bounds(least=0, most=1)


def _block(name: str, old: str, unit: str, bounds: Bounds) -> Block:
    return Block(
        name,
        names=(old,),
        fields={
            "images": Wire("image", also=("image",)),
            "x_center": Setting("x_center", required=True, bounds=bounds),
            "y_center": Setting("y_center", required=True, bounds=bounds),
            "width": Setting("width", required=True, bounds=bounds),
            "height": Setting("height", required=True, bounds=bounds),
        },
        outputs={"crops": "image"},
        fixed={"unit": unit, "outside": "skip"},
        loose=("outside",),
    )


@operator(
    "image-crop-fixed",
    title="Crop to a fixed box",
    group="Edit and filter",
    icon="crop",
    blocks=(
        _block("roboflow_core/absolute_static_crop@v1", "AbsoluteStaticCrop", "pixels", PIXELS),
        _block("roboflow_core/relative_statoic_crop@v1", "RelativeStaticCrop", "share", SHARES),
    ),
    summary="{width} by {height} {unit}",
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs | None:
    image = inputs.image
    whole = {"percent": 100, "share": 1}.get(params.unit)
    left, right = _span(params.x_center, params.width, image.width, whole)
    top, bottom = _span(params.y_center, params.height, image.height, whole)
    if right > left and bottom > top:
        return Outputs(image.part(top, left, bottom, right))
    if params.outside == "skip":
        return None
    message = (
        f"The box lies outside the picture of {image.width} by {image.height} pixels. "
        "Move its middle, or make it larger."
    )
    raise OperatorFailedError(message)


def _span(middle: float, length: float, limit: int, whole: float | None) -> tuple[int, int]:
    """From where to where it goes, within the picture; its length in pixels is kept."""
    if whole is not None:
        middle, length = round(middle * limit / whole), round(length * limit / whole)
    start = round(middle - length / 2)
    return max(0, start), min(limit, round(start + length))
