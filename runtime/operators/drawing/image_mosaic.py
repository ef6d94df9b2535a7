"""Lays the pictures of several wires into one picture of a given size.

The cells are as many across as down; each picture is scaled into the middle of its own, in the
order of the wires, and black is left round it. Wires may bring lists of pictures. Four cameras on
one screen of 2560 by 1440 pixels have 1280 by 720 each. *Image grid* does this for a fan-out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wires
from runtime.contracts.limits import MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, List, Many
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    images: Many[Image | List] = field(metadata={"help": "The pictures, or lists of them."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "All of them in one picture."})


class Params(OperatorParams):
    width: int = Field(
        default=2560,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Width of the whole.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=1440,
        ge=1,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Height of the whole.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-mosaic",
    title="Image mosaic",
    group="Draw",
    icon="layout-grid",
    blocks=(
        Block(
            "roboflow_core/grid_visualization@v1",
            fields={
                "images": Wires("images", kinds=("image", "list_of_values"), named=False),
                "width": Setting("width"),
                "height": Setting("height"),
            },
            outputs={"image": "image"},
        ),
    ),
    heavy=True,
    summary="{width} by {height}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    check_size(params.width, params.height, "Choose a smaller width or height.")
    canvas = np.zeros((params.height, params.width, 3), np.uint8)
    images = list(_flat(inputs.images.values))
    across = max(1, math.ceil(math.sqrt(len(images))))
    cell = (params.width // across, params.height // across)
    for index, image in enumerate(images):
        row, column = divmod(index, across)
        if image is not None and min(cell) > 0:
            left, top = column * cell[0], row * cell[1]
            _fit_into(canvas[top : top + cell[1], left : left + cell[0]], image)
    return Outputs(Image(canvas))


def _flat(values: Sequence[Any]) -> Iterator[Image | None]:
    """Pictures, those in lists too; None keeps a cell empty, and what is no picture has none."""
    for value in values:
        if isinstance(value, List):
            yield from _flat(value.value)
        elif value is None or isinstance(value, Image):
            yield value


def _fit_into(place: NDArray[np.uint8], image: Image) -> None:
    from runtime.media.opencv import cv2

    high, wide = place.shape[:2]
    scale = min(wide / image.width, high / image.height)
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    left, top = (wide - size[0]) // 2, (high - size[1]) // 2
    new = cv2.resize(image.pixels, size, interpolation=cv2.INTER_AREA)
    place[top : top + size[1], left : left + size[0]] = new
