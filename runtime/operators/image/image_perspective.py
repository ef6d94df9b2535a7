"""Straightens a place that was photographed at a slant.

Four corners of the source, as shares from the left and the top, in the order top left, top right,
bottom right, bottom left, become the corners of the result. A court seen from the stands becomes a
plan of it. Width or height 0 take the length of the longer of the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from runtime.contracts.limits import MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

Share = Annotated[float, Field(ge=0, le=1)]
Corner = tuple[Share, Share]


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture taken at a slant."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The place seen from straight above."})


class Params(OperatorParams):
    corners: tuple[Corner, Corner, Corner, Corner] = Field(
        default=((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        description="Four pairs of shares: top left, top right, bottom right, bottom left.",
    )
    width: int = Field(
        default=0,
        ge=0,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Width of the result; 0 by itself.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=0,
        ge=0,
        le=MAX_IMAGE_SIDE_PIXELS,
        description="Height of the result; 0 by itself.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-perspective",
    title="Perspective correction",
    group="Image",
    icon="map",
    aliases=("PerspectiveCorrection",),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    from runtime.media.straighten import straighten

    image = inputs.image
    return Outputs(straighten(image, params.corners, params.width, params.height))
