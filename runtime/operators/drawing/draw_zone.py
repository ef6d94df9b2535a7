"""Lays a colour over one or more zones.

A zone is a polygon of corners `[x, y]` in pixels; a list of polygons is several. The colour is
added to the picture, so that dark places show it most. Shows where *Zone filter* or *Zone counter*
look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.color_choice import COPY_IMAGE, NamedColor
from runtime.media.drawing_params import InkOpacity
from runtime.media.per_picture import per_picture
from runtime.media.pixel_points import PixelZones

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    zone: PixelZones = Field(
        default_factory=list,
        max_length=200,
        description="Corners as [x, y] in pixels, or a list of such zones.",
    )
    color: NamedColor = Field(default="#5bb573", description="Colour of the zones.")
    opacity: InkOpacity = 0.3


@operator(
    "draw-zone",
    title="Draw zones",
    group="Draw",
    icon="map",
    blocks=(
        Block(
            "roboflow_core/polygon_zone_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "zone": Setting("zone", kinds=("list_of_values",), required=True),
                "color": Setting("color"),
                "opacity": Setting("opacity"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    summary="opacity {opacity}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.hex_color import rgb
    from runtime.media.opencv import cv2

    if not params.zone:
        return Outputs(inputs.image)
    ink = np.zeros_like(inputs.image.pixels)
    cv2.fillPoly(ink, [np.asarray(zone, np.int32) for zone in params.zone], rgb(params.color))
    new = cv2.addWeighted(ink, params.opacity, inputs.image.pixels, 1, 0)
    return Outputs(inputs.image.with_pixels(np.asarray(new, np.uint8)))
