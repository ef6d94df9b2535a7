"""Grows, shrinks and cleans the light areas of a picture.

*erosion* shrinks them, *dilation* grows them; *opening* removes light specks, *closing* fills dark
holes; *gradient* leaves their outlines; *top hat* and *black hat* leave what is lighter or darker
than what surrounds it. *opening* with a kernel of 3 removes single white pixels after
*Image threshold*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

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
        "erosion", "dilation", "opening", "closing", "gradient", "top_hat", "black_hat"
    ] = Field(default="closing", description="What happens to light areas.")
    kernel_size: int = Field(
        default=3,
        ge=1,
        le=51,
        description="Side of the kernel.",
        json_schema_extra={"widget": "pixels"},
    )
    kernel_shape: Literal["square", "round", "cross"] = Field(
        default="square", description="Shape of the kernel."
    )
    iterations: int = Field(default=1, ge=1, le=10, description="How often it is applied.")


@operator(
    "image-morphology",
    title="Image morphology",
    group="Image",
    icon="shapes",
    aliases=(
        "roboflow_core/morphological_transformation@v1",
        "roboflow_core/morphological_transformation@v2",
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
    new = cv2.morphologyEx(
        inputs.image.pixels, operations[params.operation], kernel, iterations=params.iterations
    )
    return Outputs(inputs.image.with_pixels(np.asarray(new, np.uint8)))
