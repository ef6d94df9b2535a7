"""Grows, shrinks and cleans the light areas of a picture.

*erosion* shrinks them, *dilation* grows them; *opening* removes light specks, *closing* fills dark
holes, *opening then closing* does both; *gradient* leaves their outlines; *top hat* and *black hat*
leave what is lighter or darker than what surrounds it. *opening* with a kernel of 3 removes single
white pixels after *Image threshold*.
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
    operation: Literal[
        "erosion",
        "dilation",
        "opening",
        "closing",
        "opening_then_closing",
        "gradient",
        "top_hat",
        "black_hat",
    ] = Field(default="closing", description="What happens to light areas.")
    kernel_size: int = Field(
        default=3,
        ge=1,
        le=255,
        description="Side of the kernel.",
        json_schema_extra={"widget": "pixels"},
    )
    kernel_shape: Literal["square", "round", "cross"] = Field(
        default="square", description="Shape of the kernel."
    )
    iterations: int = Field(default=1, ge=1, le=10, description="How often it is applied.")
    grayscale: bool = Field(
        default=False, description="Whether brightness alone is looked at; the result is grey."
    )


_V1_WORDS = {
    "Erosion": "erosion",
    "Dilation": "dilation",
    "Opening": "opening",
    "Closing": "closing",
    "Gradient": "gradient",
    "Top Hat": "top_hat",
    "Black Hat": "black_hat",
}
_WORDS = {**_V1_WORDS, "Opening then Closing": "opening_then_closing"}


@operator(
    "image-morphology",
    title="Image morphology",
    group="Image",
    icon="shapes",
    blocks=(
        Block(
            "roboflow_core/morphological_transformation@v2",
            fields={
                "image": Wire("image", also=("images",)),
                "kernel_size": Setting("kernel_size", default=5),
                "operation": Setting("operation", default="Opening then Closing", words=_WORDS),
            },
            outputs={"image": "image"},
            fixed={"grayscale": False},
        ),
        Block(
            "roboflow_core/morphological_transformation@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "kernel_size": Setting("kernel_size", default=5),
                "operation": Setting("operation", default="Closing", words=_V1_WORDS),
            },
            outputs={"image": "image"},
            fixed={"grayscale": True},
        ),
    ),
    heavy=True,
    summary="{operation} {kernel_size}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    operations = {
        "erosion": cv2.MORPH_ERODE,
        "dilation": cv2.MORPH_DILATE,
        "opening": cv2.MORPH_OPEN,
        "closing": cv2.MORPH_CLOSE,
        "gradient": cv2.MORPH_GRADIENT,
        "top_hat": cv2.MORPH_TOPHAT,
        "black_hat": cv2.MORPH_BLACKHAT,
    }
    shapes = {"square": cv2.MORPH_RECT, "round": cv2.MORPH_ELLIPSE, "cross": cv2.MORPH_CROSS}
    size = (params.kernel_size, params.kernel_size)
    kernel = cv2.getStructuringElement(shapes[params.kernel_shape], size)
    new = inputs.image.pixels
    if params.grayscale:
        new = np.asarray(cv2.cvtColor(new, cv2.COLOR_RGB2GRAY), np.uint8)
    for name in params.operation.split("_then_"):
        done = cv2.morphologyEx(new, operations[name], kernel, iterations=params.iterations)
        new = np.asarray(done, np.uint8)
    if params.grayscale:
        new = np.asarray(cv2.cvtColor(new, cv2.COLOR_GRAY2RGB), np.uint8)
    return Outputs(inputs.image.with_pixels(new))
