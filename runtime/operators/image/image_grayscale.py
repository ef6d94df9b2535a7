"""Takes the colour out of a picture.

Each pixel becomes the grey that looks as bright. The result is still a picture in red, green and
blue, with the three the same, so that every node takes it. Often the step before *Image threshold*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Block, Wire
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
    pass


@operator(
    "image-grayscale",
    title="Grayscale image",
    group="Image",
    icon="contrast",
    blocks=(
        Block(
            "roboflow_core/convert_grayscale@v1",
            fields={"image": Wire("image", also=("images",))},
            outputs={"image": "image"},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(inputs.image.pixels, cv2.COLOR_RGB2GRAY)
    pixels = np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB), np.uint8)
    return Outputs(inputs.image.with_pixels(pixels))
