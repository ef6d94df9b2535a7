"""Softens a picture.

*gaussian* and *average* spread every pixel over its neighbours; *median* removes single specks and
keeps edges; *bilateral* smooths plain areas and keeps edges. A kernel of 5 looks at 5 by 5 pixels;
even numbers count as the next odd one with *gaussian* and *median*. Single white pixels on black
vanish with *median* and 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    blur_type: Literal["gaussian", "average", "median", "bilateral"] = Field(
        default="gaussian", description="How neighbours are mixed."
    )
    kernel_size: int = Field(
        default=5,
        ge=1,
        le=255,
        description="Side of the square looked at; *bilateral* looks at 25 at most.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-blur",
    title="Blur image",
    group="Image",
    icon="droplets",
    blocks=(
        Block(
            "roboflow_core/image_blur@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "blur_type": Setting("blur_type"),
                "kernel_size": Setting("kernel_size"),
            },
            outputs={"image": "image"},
        ),
    ),
    heavy=True,
    summary="{blur_type} {kernel_size}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_BILATERAL_PIXELS = 25
"""Above this its time grows out of bounds."""
_BILATERAL_SPREAD = 75
"""Levels and pixels over which neighbours count."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels, side = inputs.image.pixels, params.kernel_size | 1
    match params.blur_type:
        case "gaussian":
            soft = cv2.GaussianBlur(pixels, (side, side), 0)
        case "average":
            soft = cv2.blur(pixels, (params.kernel_size, params.kernel_size))
        case "median":
            soft = cv2.medianBlur(pixels, side)
        case "bilateral":
            side = min(params.kernel_size, _BILATERAL_PIXELS)
            soft = cv2.bilateralFilter(pixels, side, _BILATERAL_SPREAD, _BILATERAL_SPREAD)
    return Outputs(inputs.image.with_pixels(np.asarray(soft, np.uint8)))
