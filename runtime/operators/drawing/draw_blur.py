"""Blurs each region, along its outline if it has one.

Each pixel becomes the mean of *kernel size* by *kernel size* pixels; *padding* blurs some pixels
round the region as well. Faces cannot be recognised, and the rest stays sharp. *Redact* does this
and more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Region, Regions
from runtime.media.color_choice import drawing_block
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
    kernel_size: int = Field(
        default=15,
        ge=1,
        le=500,
        description="Over how many pixels colours are mixed.",
        json_schema_extra={"widget": "pixels"},
    )
    padding: int = Field(
        default=0,
        ge=0,
        le=500,
        description="How many pixels round a region are blurred too.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-blur",
    title="Blur regions",
    group="Draw",
    icon="droplets",
    blocks=(
        drawing_block(
            "blur_visualization@v1", "kernel_size", "padding", names=("BlurVisualization",)
        ),
    ),
    heavy=True,
    summary="{kernel_size} pixels",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2
    from runtime.media.region_pixels import paint_mask

    pixels = inputs.image.pixels.copy()
    for region in inputs.regions.items:
        left, top, right, bottom = _reach(region, inputs.image, params.padding)
        if right <= left or bottom <= top:
            continue
        part = pixels[top:bottom, left:right]
        soft = np.asarray(cv2.blur(part, (params.kernel_size, params.kernel_size)), np.uint8)
        if not region.polygon:
            part[:] = soft
            continue
        inside = np.zeros(part.shape[:2], np.uint8)
        paint_mask(inside, region, inputs.image, (left, top))
        if params.padding:
            size = 2 * params.padding + 1
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
            cv2.dilate(inside, kernel, inside)
        part[inside > 0] = soft[inside > 0]
    return Outputs(inputs.image.with_pixels(pixels))


def _reach(region: Region, image: Image, padding: int) -> tuple[int, int, int, int]:
    """The box, and the outline where it goes further, with the padding; within the picture."""
    from runtime.media.region_pixels import pixel_points

    wide, high, box = image.width, image.height, region.box
    # The ends are rounded down; what is added only undoes the loss of a share times a size.
    ends = [int(end + 1e-4) for end in (box.left * wide, box.top * high)]
    ends += [int(end + 1e-4) for end in (box.right * wide, box.bottom * high)]
    left, top, right, bottom = ends
    if region.polygon:
        points = pixel_points(region, image)
        left, top = min(left, int(points[:, 0].min())), min(top, int(points[:, 1].min()))
        right = max(right, int(points[:, 0].max()) + 1)
        bottom = max(bottom, int(points[:, 1].max()) + 1)
    return (
        max(0, left - padding),
        max(0, top - padding),
        min(wide, right + padding),
        min(high, bottom + padding),
    )
