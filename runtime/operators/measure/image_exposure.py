"""Says how bright a picture is, and how much of it is lost in black or white.

*brightness* is the mean from 0, black, to 1, white; *contrast* how far levels spread round it. The
shares *too dark* and *too bright* count pixels at the very ends, where no detail is left. A photo
taken at night has a brightness of about 0.1; *is well exposed* is then no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    brightness: Number = field(metadata={"help": "The mean, from 0 to 1."})
    contrast: Number = field(metadata={"help": "Twice the standard deviation, from 0 to 1."})
    too_dark: Number = field(metadata={"help": "Share of pixels with a level up to the dark one."})
    too_bright: Number = field(
        metadata={"help": "Share of pixels with a level from the bright one."}
    )
    is_well_exposed: Boolean = field(metadata={"help": "Whether the mean lies within the bounds."})


class Params(OperatorParams):
    least: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="The lowest mean that is well exposed.",
        json_schema_extra={"widget": "slider"},
    )
    most: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="The highest mean that is well exposed.",
        json_schema_extra={"widget": "slider"},
    )
    dark_level: int = Field(default=5, ge=0, le=255, description="Up to here a pixel is lost.")
    bright_level: int = Field(
        default=250, ge=0, le=255, description="From here up a pixel is lost."
    )


@operator(
    "image-exposure",
    title="Image exposure",
    group="Measure",
    icon="sun",
    summary="well from {least} to {most}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(inputs.image.pixels, cv2.COLOR_RGB2GRAY)
    histogram = cv2.calcHist([gray], [0], None, [256], [0, 256])
    counts = np.asarray(histogram, np.float64).reshape(-1) / gray.size
    levels = np.arange(256) / 255
    mean = float((counts * levels).sum())
    spread = float(np.sqrt((counts * np.square(levels - mean)).sum()))
    return Outputs(
        brightness=Number(mean),
        contrast=Number(min(1.0, 2 * spread)),
        too_dark=Number(float(counts[: params.dark_level + 1].sum())),
        too_bright=Number(float(counts[params.bright_level :].sum())),
        is_well_exposed=Boolean(params.least <= mean <= params.most),
    )
