"""Turns a picture into black and white.

*binary* makes pixels over *thresh value* white and the rest black; *otsu* finds that value by
itself; the *adaptive* ones compare each pixel with its neighbourhood, which copes with shadows on a
page. *trunc* cuts off what is lighter, *tozero* blacks out what is darker. *inverse* swaps black
and white, for dark letters that have to be white.
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
    threshold_type: Literal[
        "binary",
        "binary_inv",
        "otsu",
        "adaptive_mean",
        "adaptive_gaussian",
        "trunc",
        "tozero",
        "tozero_inv",
    ] = Field(default="otsu", description="How black and white are told apart.")
    thresh_value: int = Field(
        default=127,
        ge=0,
        le=255,
        description="The level compared with; not for otsu or adaptive.",
        json_schema_extra={"widget": "slider"},
    )
    max_value: int = Field(default=255, ge=0, le=255, description="The level that white gets.")
    block_size: int = Field(
        default=31,
        ge=3,
        le=501,
        description="Neighbourhood of the adaptive ones.",
        json_schema_extra={"widget": "pixels"},
    )
    offset: float = Field(
        default=10,
        ge=-100,
        le=100,
        description="How far under its neighbourhood a pixel counts as black, for adaptive ones.",
    )
    inverse: bool = Field(default=False, description="Whether black and white change places.")
    per_color: bool = Field(
        default=False,
        description="Whether red, green and blue are compared each by itself; not for otsu or "
        "adaptive.",
    )


@operator(
    "image-threshold",
    title="Image threshold",
    group="Image",
    icon="binary",
    blocks=(
        Block(
            "roboflow_core/threshold@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "threshold_type": Setting("threshold_type", default="binary"),
                "thresh_value": Setting("thresh_value", required=True),
                "max_value": Setting("max_value"),
            },
            outputs={"image": "image"},
            fixed={"per_color": True, "block_size": 11, "offset": 2, "inverse": False},
        ),
    ),
    summary="{threshold_type}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    kind, top = params.threshold_type, params.max_value
    flags = {
        "binary": cv2.THRESH_BINARY,
        "binary_inv": cv2.THRESH_BINARY_INV,
        "trunc": cv2.THRESH_TRUNC,
        "tozero": cv2.THRESH_TOZERO,
        "tozero_inv": cv2.THRESH_TOZERO_INV,
    }
    planes = inputs.image.pixels
    if not params.per_color or kind not in flags:
        planes = np.asarray(cv2.cvtColor(planes, cv2.COLOR_RGB2GRAY), np.uint8)
    if kind in flags:
        _, new = cv2.threshold(planes, params.thresh_value, top, flags[kind])
    elif kind == "otsu":
        _, new = cv2.threshold(planes, 0, top, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    else:
        mean = kind == "adaptive_mean"
        method = cv2.ADAPTIVE_THRESH_MEAN_C if mean else cv2.ADAPTIVE_THRESH_GAUSSIAN_C
        new = cv2.adaptiveThreshold(
            planes, top, method, cv2.THRESH_BINARY, params.block_size | 1, params.offset
        )
    if params.inverse:
        new = top - np.minimum(new, top)
    if new.ndim == 2:
        new = cv2.cvtColor(new, cv2.COLOR_GRAY2RGB)
    return Outputs(inputs.image.with_pixels(np.asarray(new, np.uint8)))
