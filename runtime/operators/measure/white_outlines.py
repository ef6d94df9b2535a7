"""Draws and counts the outlines of everything that is not black.

Made for a picture that is black and white already, such as the result of *Image threshold*. Each
connected white area is one outline, as points in pixels; holes are left out. Three white coins on
black give *count* 3. *Contours* finds shapes in any picture, as regions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, List, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "A picture in black and white."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture in grey with the outlines drawn."})
    contours: List = field(
        metadata={"help": "Each outline as OpenCV tells it: points `[[x, y]]` in pixels."}
    )
    hierarchy: List = field(
        metadata={
            "help": "One list: for each outline the next, the one before, its child, its parent."
        }
    )
    count: Number = field(metadata={"help": "How many outlines."})


class Params(OperatorParams):
    line_thickness: int = Field(
        default=3,
        ge=1,
        le=1000,
        description="How thick the outlines are drawn.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "white-outlines",
    title="Outlines of white areas",
    group="Measure",
    icon="pen-tool",
    blocks=(
        Block(
            "roboflow_core/contours_detection@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "line_thickness": Setting("line_thickness"),
            },
            outputs={
                "image": "image",
                "contours": Out("contours", ("contours",)),
                "hierarchy": Out("hierarchy", ("numpy_array",)),
                "number_contours": Out("count", ("integer",)),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


_INK = (255, 0, 255)


def _outputs(image: Image, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    outlines, order = cv2.findContours(gray, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    drawn = cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)
    cv2.drawContours(drawn, outlines, -1, _INK, params.line_thickness)
    return Outputs(
        image.with_pixels(np.asarray(drawn, np.uint8)),
        List(tuple(outline.tolist() for outline in outlines)),
        List(tuple(order.tolist()) if len(outlines) else ()),
        Number(len(outlines)),
    )
