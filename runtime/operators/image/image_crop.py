"""Cuts each region out of a picture.

Every region gives one smaller picture, and what follows runs once for each. With two plates found
in a photo, two crops go on to *Optical character recogniser*, and its texts come back joined to
the plates they were read from. `margin` scales the region round its middle first: 1.0 cuts along
the box, 1.3 leaves 15 in 100 of room on each side. Regions without any area give no picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Anchor, Each, Image, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut from."})
    regions: Regions = field(metadata={"help": "The places to cut out."})


@dataclass(frozen=True)
class Outputs:
    images: Each[Image] = field(metadata={"help": "One picture per region, in the regions' order."})


class Params(OperatorParams):
    margin: float = Field(
        default=1.0, ge=0.1, le=10,
        description="Width and height of the cut as a multiple of the region's.",
    )  # fmt: skip


@operator(
    "image-crop",
    title="Image crop",
    group="Edit and filter",
    icon="crop",
    aliases=("Crop", "roboflow_core/dynamic_crop@v1"),
    summary="margin {margin}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_crops(inputs.image, inputs.regions, params.margin)) for inputs in batch]


def _crops(image: Image, regions: Regions, margin: float) -> Each[Image]:
    crops, anchors = [], []
    for region in regions.items:
        cut = _cut(image, region, margin)
        if cut is not None:
            crops.append(cut)
            anchors.append(Anchor(region=region))
    return Each(tuple(crops), tuple(anchors))


def _cut(image: Image, region: Region, margin: float) -> Image | None:
    """The pixels that the scaled box touches, clipped to the picture; None when there are none."""
    box = region.box
    if box.bottom <= box.top or box.right <= box.left:
        return None
    half_width = (box.right - box.left) * margin / 2
    half_height = (box.bottom - box.top) * margin / 2
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    left = max(0, round((middle_x - half_width) * image.width))
    right = min(image.width, round((middle_x + half_width) * image.width))
    top = max(0, round((middle_y - half_height) * image.height))
    bottom = min(image.height, round((middle_y + half_height) * image.height))
    if bottom <= top or right <= left:
        return None
    return image.part(top, left, bottom, right, region.id)
