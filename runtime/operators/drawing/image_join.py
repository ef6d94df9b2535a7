"""Puts two pictures side by side, or one above the other.

The second is scaled so that the two fit: to the same height side by side, to the same width one
above the other. Useful for a before and after: the input on the left, the same picture redacted on
the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    first: Image = field(metadata={"help": "The picture at the left or the top."})
    second: Image = field(metadata={"help": "The picture at the right or the bottom."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "Both in one picture."})


class Params(OperatorParams):
    direction: Literal["side by side", "one above the other"] = Field(
        default="side by side", description="How the two lie."
    )
    gap: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="Room between them.",
        json_schema_extra={"widget": "pixels"},
    )
    color: HexColor = Field(default="#ffffff", description="Colour of the gap.")


@operator(
    "image-join",
    title="Join images",
    group="Draw",
    icon="columns-2",
    summary="{direction}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    first, second = inputs.first, inputs.second
    across = params.direction == "side by side"
    if across:
        wide, high = max(1, round(second.width * first.height / second.height)), first.height
        size = (first.width + params.gap + wide, high)
    else:
        wide, high = first.width, max(1, round(second.height * first.width / second.width))
        size = (wide, first.height + params.gap + high)
    check_size(*size, "Scale the pictures down first.")
    method = cv2.INTER_AREA if wide < second.width else cv2.INTER_CUBIC
    canvas = np.full((size[1], size[0], 3), rgb(params.color), np.uint8)
    canvas[: first.height, : first.width] = first.pixels
    canvas[-high:, -wide:] = cv2.resize(second.pixels, (wide, high), interpolation=method)
    return Outputs(Image(canvas))
