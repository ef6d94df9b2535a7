"""Resizes, turns or flips a picture, whichever is chosen.

*resize* stretches to width and height; *rotate* turns anticlockwise by *rotation degrees* and grows
the picture so that nothing is cut; *flip* mirrors it top to bottom (*vertical*), left to right
(*horizontal*) or both ways. *Resize image*, *Rotate image* and *Flip image* offer more choices.
A picture of 200 by 100 pixels rotated by 90 degrees has 100 by 200.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.limits import MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size
from runtime.media.turning import turned

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    task_type: Literal["resize", "rotate", "flip"] = Field(
        title="Task", default="resize", description="What is done."
    )
    width: int = Field(
        default=640,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Width after *resize*.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=640,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Height after *resize*.",
        json_schema_extra={"widget": "pixels"},
    )
    rotation_degrees: int = Field(
        default=90,
        ge=-1_000_000,
        le=1_000_000,
        description="How far *rotate* turns, anticlockwise.",
    )
    flip_type: Literal["vertical", "horizontal", "both"] = Field(
        title="Flip", default="vertical", description="Which way *flip* mirrors."
    )


@operator(
    "image-preprocess",
    title="Preprocess image",
    group="Image",
    icon="wand-sparkles",
    blocks=(
        Block(
            "roboflow_core/image_preprocessing@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "task_type": Setting("task_type", required=True),
                "width": Setting("width"),
                "height": Setting("height"),
                "rotation_degrees": Setting("rotation_degrees"),
                "flip_type": Setting("flip_type"),
            },
            outputs={"image": "image"},
        ),
    ),
    summary="{task_type}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


_FLIPS = {"vertical": 0, "horizontal": 1, "both": -1}
"""In OpenCV's numbers."""


def _outputs(image: Image, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    if params.task_type == "resize":
        check_size(params.width, params.height, "Choose a smaller width or height.")
        size = (params.width, params.height)
        new = cv2.resize(image.pixels, size, interpolation=cv2.INTER_AREA)
        return Outputs(image.with_pixels(np.asarray(new, np.uint8)))
    if params.task_type == "rotate":
        return Outputs(turned(image, params.rotation_degrees))
    flipped = cv2.flip(image.pixels, _FLIPS[params.flip_type])
    return Outputs(Image(np.asarray(flipped, np.uint8)))
