"""Gathers many pictures into one, in rows and columns.

Each picture is fitted into a cell of its own, in order. Ten crops with 4 columns give three rows,
the last with two pictures. With 0 columns the grid is as square as it can be. Pictures that an
earlier node left out take no cell; without any picture there is no result.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Image
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    images: All[Image] = field(
        metadata={"help": "The pictures of one fan-out, such as crops or tiles."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "One picture of them all."})


class Params(OperatorParams):
    columns: int = Field(default=0, ge=0, le=100, description="Pictures in a row; 0 by itself.")
    cell_width: int = Field(
        default=200,
        ge=8,
        le=4096,
        description="Width of a cell.",
        json_schema_extra={"widget": "pixels"},
    )
    cell_height: int = Field(
        default=200,
        ge=8,
        le=4096,
        description="Height of a cell.",
        json_schema_extra={"widget": "pixels"},
    )
    gap: int = Field(
        default=4,
        ge=0,
        le=200,
        description="Room between cells.",
        json_schema_extra={"widget": "pixels"},
    )
    color: HexColor = Field(default="#ffffff", description="Colour of gaps and empty places.")


@operator(
    "image-grid",
    title="Image grid",
    group="Draw",
    icon="layout-grid",
    summary="{cell_width} by {cell_height} cells",
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs | None:
    import numpy as np

    images = [image for image in inputs.images.values if image is not None]
    if not images:
        return None
    columns = min(params.columns or math.ceil(math.sqrt(len(images))), len(images))
    rows = math.ceil(len(images) / columns)
    step_x, step_y = params.cell_width + params.gap, params.cell_height + params.gap
    wide, high = columns * step_x - params.gap, rows * step_y - params.gap
    check_size(wide, high, f"There are {len(images)} pictures: choose smaller cells.")
    canvas = np.full((high, wide, 3), rgb(params.color), np.uint8)
    for index, image in enumerate(images):
        row, column = divmod(index, columns)
        _fit_into(canvas[row * step_y :, column * step_x :], image, params)
    return Outputs(Image(canvas))


def _fit_into(place: NDArray[np.uint8], image: Image, params: Params) -> None:
    """Paint the picture into the middle of the cell that begins at the place's top left."""
    from runtime.media.opencv import cv2

    scale = min(params.cell_width / image.width, params.cell_height / image.height)
    wide, high = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    left, top = (params.cell_width - wide) // 2, (params.cell_height - high) // 2
    new = cv2.resize(image.pixels, (wide, high), interpolation=method)
    place[top : top + high, left : left + wide] = new
