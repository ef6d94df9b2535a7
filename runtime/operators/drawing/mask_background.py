"""Keeps the regions of a picture and hides the rest.

What lies outside every region is painted, turned grey, blurred or darkened. With one plate found
and *color*, the result is the plate on a plain field. A picture without regions is hidden wholly.
Regions with a polygon are followed along it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import of_classes, paint_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})
    regions: Regions = field(metadata={"help": "The places to keep."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy whose background is hidden."})


class Params(OperatorParams):
    background: Literal["color", "gray", "blur", "dim"] = Field(
        default="color", description="What becomes of the rest."
    )
    color: HexColor = Field(default="#ffffff", description="What *color* paints.")
    strength: float = Field(
        default=0.5,
        ge=0.05,
        le=1,
        description="How far *blur* reaches and how dark *dim* is.",
        json_schema_extra={"widget": "slider"},
    )
    classes: list[str] = Field(
        default_factory=list,
        max_length=1000,
        description="Only these classes; empty for all.",
        json_schema_extra={"widget": "classes"},
    )


@operator(
    "mask-background",
    title="Mask background",
    group="Edit and filter",
    icon="blend",
    heavy=True,
    summary="{background}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_BLUR_SHARE = 0.1
"""The blur's kernel at strength 1, as a share of the shorter side."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    image = inputs.image
    kept = np.zeros((image.height, image.width), np.uint8)
    for region in of_classes(inputs.regions, params.classes):
        paint_mask(kept, region, image)
    new = _background(image, params)
    inside = kept > 0
    new[inside] = image.pixels[inside]
    return Outputs(image.with_pixels(new))


def _background(image: Image, params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels = image.pixels
    match params.background:
        case "gray":
            gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
            new = cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)
        case "blur":
            reach = round(min(image.width, image.height) * _BLUR_SHARE * params.strength) | 1
            new = cv2.blur(cv2.blur(pixels, (reach, reach)), (reach, reach))
        case "dim":
            new = cv2.convertScaleAbs(pixels, alpha=1 - params.strength)
        case _:
            new = np.full_like(pixels, rgb(params.color))
    return np.asarray(new, np.uint8)
