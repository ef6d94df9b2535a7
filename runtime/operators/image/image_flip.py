"""Mirrors a picture.

*horizontal* swaps left and right, as a mirror does; *vertical* swaps top and bottom; *both* is half
a turn. A photo taken by a front camera reads right again after *horizontal*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

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
    direction: Literal["horizontal", "vertical", "both"] = Field(
        default="horizontal", description="Which sides change places."
    )


@operator(
    "image-flip",
    title="Flip image",
    group="Image",
    icon="flip-horizontal-2",
    summary="{direction}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    pixels = inputs.image.pixels
    if params.direction != "vertical":
        pixels = pixels[:, ::-1]
    if params.direction != "horizontal":
        pixels = pixels[::-1]
    return Outputs(Image(np.ascontiguousarray(pixels)))
