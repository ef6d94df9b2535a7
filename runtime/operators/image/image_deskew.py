"""Straightens a page that lies slightly askew.

Tries angles up to *max angle* and takes the one at which lines of writing stand out most against
the gaps between them. A page scanned 4 degrees askew comes out level, with *angle* 4: how far it
was turned clockwise. Pages without lines stay as they are, with angle 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The page to straighten."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The page, level, in its old size."})
    angle: Number = field(metadata={"help": "By how many degrees it lay askew, clockwise."})


class Params(OperatorParams):
    max_angle: float = Field(
        default=15, ge=1, le=45, description="The furthest it may lie askew, in degrees."
    )
    color: HexColor = Field(default="#ffffff", description="Colour of what lay outside.")


@operator(
    "image-deskew",
    title="Deskew image",
    group="Image",
    icon="move-diagonal",
    heavy=True,
    summary="up to {max_angle} degrees",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LOOKED_AT_PIXELS = 800
"""Longer side of the copy that angles are tried on."""
_COARSE_STEP, _FINE_STEP = 1.0, 0.1
_LEAST_GAIN = 1.05
"""An angle has to beat level by this factor, so that pages without lines stay."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    angle = _askew(image, params.max_angle)
    if angle == 0:
        return Outputs(image, Number(0.0))
    middle = ((image.width - 1) / 2, (image.height - 1) / 2)
    level = cv2.warpAffine(
        image.pixels,
        cv2.getRotationMatrix2D(middle, angle, 1.0),
        (image.width, image.height),
        flags=cv2.INTER_LINEAR,
        borderValue=rgb(params.color),
    )
    return Outputs(Image(np.asarray(level, np.uint8)), Number(angle))


def _askew(image: Image, most: float) -> float:
    """The clockwise angle of the lines, in degrees."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    scale = _LOOKED_AT_PIXELS / max(gray.shape)
    if scale < 1:
        gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if np.count_nonzero(ink) * 2 > ink.size:  # light writing on dark
        ink = 255 - ink

    def contrast(angle: float) -> float:
        middle = ((ink.shape[1] - 1) / 2, (ink.shape[0] - 1) / 2)
        turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
        rows = cv2.warpAffine(ink, turn, ink.shape[::-1]).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-most, most + _COARSE_STEP / 2, _COARSE_STEP), key=contrast)
    near = np.arange(coarse - _COARSE_STEP, coarse + _COARSE_STEP, _FINE_STEP)
    best = round(float(np.clip(max(near, key=contrast), -most, most)), 1)
    return best if contrast(best) > contrast(0) * _LEAST_GAIN else 0.0
