"""Changes brightness, contrast, saturation and gamma.

All are 0 (gamma 1) for no change. Brightness 20 adds a fifth of the full range; contrast 50 spreads
values from the middle grey by half as much again; saturation -100 leaves grey. Gamma over 1 lifts
the shadows and keeps black and white where they are, which suits pictures taken at night.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    brightness: int = Field(
        default=0,
        ge=-100,
        le=100,
        description="Lighter above 0, darker below.",
        json_schema_extra={"widget": "slider"},
    )
    contrast: int = Field(
        default=0,
        ge=-100,
        le=100,
        description="Harder above 0, flatter below.",
        json_schema_extra={"widget": "slider"},
    )
    saturation: int = Field(
        default=0,
        ge=-100,
        le=100,
        description="More colour above 0, less below.",
        json_schema_extra={"widget": "slider"},
    )
    gamma: float = Field(
        default=1, ge=0.1, le=5, description="Over 1 lifts the shadows, under 1 deepens them."
    )


@operator(
    "image-adjust",
    title="Adjust image",
    group="Image",
    icon="sliders-horizontal",
    summary="brightness {brightness}, contrast {contrast}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    levels = (np.arange(256) / 255) ** (1 / params.gamma)
    levels = (levels - 0.5) * (1 + params.contrast / 100) + 0.5 + params.brightness / 100
    table = np.asarray(np.rint(np.clip(levels, 0, 1) * 255), np.uint8)
    pixels = cv2.LUT(inputs.image.pixels, table)
    if params.saturation:
        gray = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        share = 1 + params.saturation / 100
        pixels = cv2.addWeighted(pixels, share, gray, 1 - share, 0)
    return Outputs(inputs.image.with_pixels(np.asarray(pixels, np.uint8)))
