"""Lays one picture over another, such as a logo or a watermark.

The overlay is scaled to a share of the picture's width, keeps its shape, and stands at one of nine
places. Opacity 0.3 lets the picture shine through; with *blend* multiply, white parts of a logo
vanish. An overlay higher than the picture is cut off at the edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size
from runtime.media.placing import Place, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    overlay: Image = field(metadata={"help": "The picture to lay over it."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    position: Place = Field(default="bottom right", description="Where the overlay stands.")
    scale: float = Field(
        default=0.25,
        ge=0.01,
        le=1,
        description="Its width as a share of the picture's.",
        json_schema_extra={"widget": "slider"},
    )
    opacity: float = Field(
        default=1,
        ge=0,
        le=1,
        description="How solid the overlay is.",
        json_schema_extra={"widget": "slider"},
    )
    blend: Literal["cover", "multiply", "screen"] = Field(
        default="cover",
        description="*multiply* drops the white of the overlay, *screen* its black.",
    )
    margin: int = Field(
        default=12,
        ge=0,
        le=2000,
        description="Room to the edge of the picture.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-overlay",
    title="Overlay image",
    group="Draw",
    icon="stamp",
    summary="{position}, opacity {opacity}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image, overlay = inputs.image, inputs.overlay
    wide = max(1, round(image.width * params.scale))
    high = max(1, round(overlay.height * wide / overlay.width))
    check_size(wide, high, "Choose a smaller scale.")
    method = cv2.INTER_AREA if wide < overlay.width else cv2.INTER_CUBIC
    over = cv2.resize(overlay.pixels, (wide, high), interpolation=method)[: image.height]
    size = (over.shape[1], over.shape[0])
    left, top = place_of(params.position, size, (image.width, image.height), params.margin)
    new = image.pixels.copy()
    under = new[top : top + size[1], left : left + size[0]]
    match params.blend:
        case "multiply":
            over = cv2.multiply(under, over, scale=1 / 255)
        case "screen":
            over = 255 - cv2.multiply(255 - under, 255 - over, scale=1 / 255)
    mixed = cv2.addWeighted(over, params.opacity, under, 1 - params.opacity, 0)
    new[top : top + size[1], left : left + size[0]] = mixed
    return Outputs(image.with_pixels(np.asarray(new, np.uint8)))
