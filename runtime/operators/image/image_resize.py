"""Makes a picture larger or smaller.

*fit* keeps the shape and stays within width and height; *fill* keeps the shape and cuts what
stands over, round the middle; *exact* stretches to the very size; *letterbox* fits and pads to the
size with a colour. A photo of 4000 by 3000 pixels in 640 by 640 becomes 640 by 480 with *fit*, and
640 by 640 with the others. Without enlarging, a small picture keeps its pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.limits import MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    mode: Literal["fit", "fill", "exact", "letterbox"] = Field(
        default="fit", description="How the picture meets a size of another shape."
    )
    width: int = Field(
        default=640,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Width of the result, at most.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=640,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Height of the result, at most.",
        json_schema_extra={"widget": "pixels"},
    )
    enlarge: bool = Field(default=True, description="Whether smaller pictures grow to the size.")
    color: HexColor = Field(default="#727272", description="What letterbox pads with.")


@operator(
    "image-resize",
    title="Resize image",
    group="Image",
    icon="scaling",
    summary="{mode} {width} by {height}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image
    if params.mode == "fill":
        image = _cut_to_shape(image, params.width / params.height)
    size = _size(image.width, image.height, params)
    canvas = (params.width, params.height) if params.mode == "letterbox" else size
    check_size(*canvas, "Choose a smaller width or height.")
    new = _resized(image.pixels, size)
    if canvas != size:
        return Outputs(Image(_padded(new, params)))
    return Outputs(image.with_pixels(new))


def _size(wide: int, high: int, params: Params) -> tuple[int, int]:
    """The size that a picture of this one is scaled to."""
    if params.mode == "exact":
        size = (params.width, params.height)
        return size if params.enlarge else (min(size[0], wide), min(size[1], high))
    scale = min(params.width / wide, params.height / high)
    if scale > 1 and not params.enlarge:
        return wide, high
    if params.mode == "fill":
        return params.width, params.height
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    high, wide = pixels.shape[:2]
    if size == (wide, high):
        return pixels
    shrinks = size[0] <= wide and size[1] <= high
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=method), np.uint8)


def _cut_to_shape(image: Image, aspect: float) -> Image:
    """The largest part round the middle whose width is `aspect` times its height."""
    wide, high = image.width, image.height
    cut_wide = max(1, min(wide, round(high * aspect)))
    cut_high = max(1, min(high, round(wide / aspect)))
    left, top = (wide - cut_wide) // 2, (high - cut_high) // 2
    return image.part(top, left, top + cut_high, left + cut_wide)


def _padded(pixels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    import numpy as np

    high, wide = pixels.shape[:2]
    canvas = np.full((params.height, params.width, 3), rgb(params.color), np.uint8)
    left, top = (params.width - wide) // 2, (params.height - high) // 2
    canvas[top : top + high, left : left + wide] = pixels
    return canvas
