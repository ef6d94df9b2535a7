"""Fills places of a picture from what is around them, so that small things vanish.

Wire regions, such as lines of text or faces, or a mask. A date stamped into a photo is gone, and
the sky goes on behind it. Good for scratches, wires, stamps and small things on quiet ground; a
large place becomes a blur, since nothing new is made up. Up to 2 million pixels are filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Mask, Number, Regions
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import of_classes, paint_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_PIXELS = 2_000_000


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to repair."})
    regions: Regions | None = field(default=None, metadata={"help": "The places to fill."})
    mask: Mask | None = field(
        default=None, metadata={"help": "The pixels to fill: all that are not class 0."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture with these places filled."})
    share: Number = field(metadata={"help": "How much of it was filled, 0 to 1."})


class Params(OperatorParams):
    method: Literal["smooth", "follow edges"] = Field(
        default="smooth", description="Whether colours run in, or lines are drawn on."
    )
    grow: int = Field(
        default=2, ge=0, le=50, description="Pixels that places are made wider by on each side."
    )
    radius: int = Field(
        default=4, ge=1, le=20, description="How far around a pixel to look, in pixels."
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only regions of these classes; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


@operator(
    "image-inpaint",
    title="Fill in",
    group="Image",
    icon="wand-sparkles",
    aliases=("inpaint", "object-remover"),
    heavy=True,
    summary="{method}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _filled(inputs, params))


def _filled(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    places = _places(inputs, params)
    count = int(np.count_nonzero(places))
    if count > MOST_PIXELS:
        message = (
            f"{count:,} pixels would have to be filled; the limit is {MOST_PIXELS:,}. Make the "
            "picture smaller, or the places fewer."
        )
        raise OperatorFailedError(message, port="regions")
    if count == places.size:
        message = "The whole picture would have to be filled. Leave something to fill it from."
        raise OperatorFailedError(message, port="regions")
    how = cv2.INPAINT_TELEA if params.method == "smooth" else cv2.INPAINT_NS
    pixels = inputs.image.pixels
    if count:
        pixels = np.asarray(cv2.inpaint(pixels, places, params.radius, how), np.uint8)
    return Outputs(inputs.image.with_pixels(pixels), Number(round(count / places.size, 4)))


def _places(inputs: Inputs, params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    if inputs.regions is None and inputs.mask is None:
        message = "There is nothing to fill. Wire regions or a mask."
        raise OperatorFailedError(message, port="regions")
    places = np.zeros((image.height, image.width), np.uint8)
    if inputs.regions is not None:
        for region in of_classes(inputs.regions, params.classes):
            paint_mask(places, region, image)
    if inputs.mask is not None:
        size = (image.width, image.height)
        given = np.asarray(inputs.mask.classes > 0, np.uint8)
        places[cv2.resize(given, size, interpolation=cv2.INTER_NEAREST) > 0] = 255
    if params.grow:
        side = 2 * params.grow + 1
        places = np.asarray(cv2.dilate(places, np.ones((side, side), np.uint8)), np.uint8)
    return places
