"""Lays a colour over everything but the regions.

Regions stay as they are, along their outlines if they have some; the rest is dimmed with the
colour. With *opacity* 1 only the regions are left. *Mask background* can blur it as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import NamedColor, drawing_block
from runtime.media.drawing_params import ColorOpacity
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


class Params(OperatorParams):
    color: NamedColor = Field(default="#000000", description="Colour of the background.")
    opacity: ColorOpacity = 0.5


@operator(
    "draw-background",
    title="Colour the background",
    group="Draw",
    icon="blend",
    blocks=(
        drawing_block(
            "background_color_visualization@v1",
            "color",
            "opacity",
            names=("BackgroundColorVisualization",),
        ),
    ),
    heavy=True,
    summary="opacity {opacity}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.hex_color import rgb
    from runtime.media.opencv import cv2
    from runtime.media.region_pixels import covered

    pixels = inputs.image.pixels
    ink = np.full_like(pixels, rgb(params.color))
    mixed = cv2.addWeighted(pixels, 1 - params.opacity, ink, params.opacity, 0)
    kept = covered(inputs.regions, inputs.image)
    new = np.where(kept[:, :, None], pixels, np.asarray(mixed, np.uint8))
    return Outputs(inputs.image.with_pixels(new))
