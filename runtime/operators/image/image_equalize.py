"""Spreads the brightness of a picture over the full range.

*stretching* makes the darkest pixel black and the lightest white; *histogram* uses every level
equally often; *adaptive* does so tile by tile, limited by *clip limit*, and brings out detail in
shadow and light alike. Colours keep their hue. A foggy photo with levels 100 to 150 uses 0 to 255
afterwards.
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
    contrast_equalization_type: Literal["stretching", "histogram", "adaptive"] = Field(
        title="Method", default="adaptive", description="How levels are spread."
    )
    clip_limit: float = Field(
        default=2, ge=0.1, le=40, description="How much *adaptive* may raise the contrast."
    )
    tiles: int = Field(
        default=8, ge=1, le=64, description="How many tiles *adaptive* lays along each side."
    )


@operator(
    "image-equalize",
    title="Equalise image",
    group="Image",
    icon="chart-bar",
    aliases=("roboflow_core/contrast_equalization@v1", "roboflow_core/contrast_enhancement@v1"),
    summary="{contrast_equalization_type}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels = inputs.image.pixels
    if params.contrast_equalization_type == "stretching":
        low, high = int(pixels.min()), int(pixels.max())
        if high > low:
            levels = (np.arange(256) - low) * (255 / (high - low))
            table = np.asarray(np.rint(np.clip(levels, 0, 255)), np.uint8)
            pixels = np.asarray(cv2.LUT(pixels, table), np.uint8)
        return Outputs(inputs.image.with_pixels(pixels))
    planes = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    light = np.ascontiguousarray(planes[:, :, 0])
    if params.contrast_equalization_type == "histogram":
        light = cv2.equalizeHist(light)
    else:
        across, down = (min(params.tiles, side) for side in (light.shape[1], light.shape[0]))
        light = cv2.createCLAHE(params.clip_limit, (across, down)).apply(light)
    planes[:, :, 0] = light
    equal = cv2.cvtColor(planes, cv2.COLOR_YCrCb2RGB)
    return Outputs(inputs.image.with_pixels(np.asarray(equal, np.uint8)))
