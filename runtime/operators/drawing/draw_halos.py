"""Draws a glow round the outline of each region.

The glow has the region's colour and reaches outwards for about half of *kernel size*; the region
itself stays as it is. Regions without an outline glow round their box.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Ignored
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import (
    COLORS,
    OUTLINED,
    ColorParams,
    drawing_block,
    supervision_missing,
)
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "What is drawn."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(ColorParams):
    opacity: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="How strong the glow is.",
        json_schema_extra={"widget": "slider"},
    )
    kernel_size: int = Field(
        default=40,
        ge=1,
        le=500,
        description="How far it reaches.",
        json_schema_extra={"widget": "pixels"},
    )
    even: bool = Field(
        default=False, description="Whether the glow is as strong at its rim as at the region."
    )


_V1 = drawing_block(
    "halo_visualization@v1", *COLORS, "opacity", names=("HaloVisualization",), kinds=OUTLINED
)
_V1 = replace(
    _V1,
    fields={**_V1.fields, "kernel_size": Ignored("this version always reaches as far as 40 does")},
    fixed={"kernel_size": 40, "even": True},
)


@operator(
    "draw-halos",
    title="Draw halos",
    group="Draw",
    icon="sun",
    blocks=(
        drawing_block("halo_visualization@v2", *COLORS, "opacity", "kernel_size", kinds=OUTLINED),
        _V1,
    ),
    available=supervision_missing,
    heavy=True,
    summary="reach {kernel_size}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.annotating import colors_of, detections
    from runtime.media.opencv import cv2

    image = inputs.image
    found = detections(inputs.regions, image)
    if not len(found):
        return Outputs(image)
    glow = np.zeros_like(image.pixels)
    inside = np.zeros(image.pixels.shape[:2], np.bool_)
    inks = colors_of(found, params)
    for index in np.flip(np.argsort(found.area)):
        left, top, right, bottom = found.xyxy[index].astype(int)
        place = found.mask[index] if found.mask is not None else np.s_[top:bottom, left:right]
        glow[place], inside[place] = inks[index], True
    glow = np.asarray(cv2.blur(glow, (params.kernel_size, params.kernel_size)), np.uint8)
    glow[inside] = 0
    light = cv2.cvtColor(glow, cv2.COLOR_RGB2GRAY)
    share = (params.opacity * light / max(1, int(light.max())))[:, :, None]
    new = image.pixels * (1 - share) + glow * (params.opacity if params.even else share)
    return Outputs(image.with_pixels(np.clip(new, 0, 255).astype(np.uint8)))
