"""Removes the grain of a picture and keeps its edges.

Compares small patches and averages those that look alike, which is slow: about 3 seconds for a
megapixel, and pictures over 16 megapixels are refused. Strength 3 suits a good camera, 10 a photo
taken at night; more begins to look like a painting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

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
    strength: float = Field(
        default=5, ge=0.5, le=30, description="How much grain in brightness goes."
    )
    color_strength: float = Field(
        default=5, ge=0, le=30, description="How much coloured grain goes."
    )


@operator(
    "image-denoise",
    title="Denoise image",
    group="Image",
    icon="sparkles",
    heavy=True,
    summary="strength {strength}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params, context))


_MOST_PIXELS = 16_000_000
_TILE_PIXELS = 512
_REACH_PIXELS = 14
"""Half the search window and half a patch: tiles that overlap by this join without a seam."""


def _outputs(inputs: Inputs, params: Params, context: Context) -> Outputs:
    import numpy as np

    image = inputs.image
    if image.width * image.height > _MOST_PIXELS:
        message = (
            f"The picture has {image.width} by {image.height} pixels; denoising takes at most "
            f"{_MOST_PIXELS // 1_000_000} million. Scale it down first."
        )
        raise OperatorFailedError(message, limit_pixels=_MOST_PIXELS)
    clean = np.empty_like(image.pixels)
    for top in range(0, image.height, _TILE_PIXELS):
        for left in range(0, image.width, _TILE_PIXELS):
            if context.cancel.cancelled:
                message = "The run was cancelled."
                raise CancelledError(message)
            _clean_tile(image.pixels, clean, (left, top), params)
    return Outputs(image.with_pixels(clean))


def _clean_tile(
    pixels: NDArray[np.uint8], clean: NDArray[np.uint8], at: tuple[int, int], params: Params
) -> None:
    from runtime.media.opencv import cv2

    left, top = at
    first_row, first_column = max(0, top - _REACH_PIXELS), max(0, left - _REACH_PIXELS)
    reach = _TILE_PIXELS + _REACH_PIXELS
    around = pixels[first_row : top + reach, first_column : left + reach]
    bgr = cv2.cvtColor(around, cv2.COLOR_RGB2BGR)
    new = cv2.fastNlMeansDenoisingColored(bgr, None, params.strength, params.color_strength, 7, 21)
    inner = new[top - first_row :, left - first_column :][:_TILE_PIXELS, :_TILE_PIXELS]
    clean[top : top + _TILE_PIXELS, left : left + _TILE_PIXELS] = inner[:, :, ::-1]
