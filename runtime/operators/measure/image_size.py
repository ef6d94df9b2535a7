"""Says how wide and how high a picture is.

A photo of 1920 by 1080 pixels gives width 1920, height 1080, aspect 1.78 and 2.07 megapixels. With
crops it says how large each region is, so that small ones can be left out before they are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, String
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    width: Number = field(metadata={"help": "Width in pixels."})
    height: Number = field(metadata={"help": "Height in pixels."})
    aspect: Number = field(metadata={"help": "Width divided by height."})
    megapixels: Number = field(metadata={"help": "Millions of pixels."})
    orientation: String = field(metadata={"help": "`landscape`, `portrait` or `square`."})


class Params(OperatorParams):
    pass


@operator(
    "image-size",
    title="Image size",
    group="Measure",
    icon="ruler",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    wide, high = inputs.image.width, inputs.image.height
    orientation = "landscape" if wide > high else "portrait" if high > wide else "square"
    return Outputs(
        width=Number(wide),
        height=Number(high),
        aspect=Number(wide / high),
        megapixels=Number(wide * high / 1_000_000),
        orientation=String(orientation),
    )
