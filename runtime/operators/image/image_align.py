"""Cuts out each region and turns it upright.

A region found at a slant, such as a line of text or a plate, is a polygon; this maps its four
corners to a level picture, so that the letters stand straight. Polygons with other than four
corners are taken by the smallest turned rectangle round them, and regions without a polygon by
their box. Each result is joined to its region, as with *Image crop*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Anchor, Each, Image, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut from."})
    regions: Regions = field(metadata={"help": "The places to straighten."})


@dataclass(frozen=True)
class Outputs:
    images: Each[Image] = field(
        metadata={"help": "One level picture per region, in the regions' order."}
    )


class Params(OperatorParams):
    width: int = Field(
        default=0,
        ge=0,
        le=4096,
        description="Width of each result; 0 by itself.",
        json_schema_extra={"widget": "pixels"},
    )
    height: int = Field(
        default=0,
        ge=0,
        le=4096,
        description="Height of each result; 0 by itself.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "image-align",
    title="Image align",
    group="Edit and filter",
    icon="scan-line",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    from runtime.media.region_pixels import pixel_box
    from runtime.media.straighten import quad_of, straighten

    cuts, anchors = [], []
    for region in inputs.regions.items:
        if pixel_box(region.box, inputs.image) is not None:
            quad = quad_of(region, inputs.image)
            cuts.append(straighten(inputs.image, quad, params.width, params.height))
            anchors.append(Anchor(region=region))
    return Outputs(Each(tuple(cuts), tuple(anchors)))
