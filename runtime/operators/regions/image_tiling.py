"""Cuts a picture into tiles, so that a detector sees small things large.

Tiles have a fixed size and overlap, so that nothing is cut apart at every seam; the last ones are
moved back to stay inside. A photo of 1920 by 1080 pixels with tiles of 640 and an overlap of 0.2
gives 4 by 2 of them. Send the tiles to *Visual detector* and its regions to *Tiling region
aggregator*, which brings them back to the whole picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Anchor, Box, Each, Image, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut."})


@dataclass(frozen=True)
class Outputs:
    images: Each[Image] = field(metadata={"help": "One picture per tile, row by row."})
    regions: Regions = field(metadata={"help": "Where the tiles lie, in the same order."})


class Params(OperatorParams):
    tile_width: int = Field(
        default=640,
        ge=16,
        le=16_384,
        description="Width of a tile.",
        json_schema_extra={"widget": "pixels"},
    )
    tile_height: int = Field(
        default=640,
        ge=16,
        le=16_384,
        description="Height of a tile.",
        json_schema_extra={"widget": "pixels"},
    )
    overlap: float = Field(
        default=0.2,
        ge=0,
        le=0.9,
        description="How much of a tile its neighbour shares; cover the largest thing looked for.",
        json_schema_extra={"widget": "slider"},
    )
    max_tiles: int = Field(
        default=256, ge=1, le=1024, description="More than these are refused, not dropped."
    )


@operator(
    "image-tiling-operator",
    title="Image tiler",
    group="Edit and filter",
    icon="grid-3x3",
    aliases=("roboflow_core/image_slicer@v1", "roboflow_core/image_slicer@v2"),
    summary="{tile_width} by {tile_height}, overlap {overlap}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image
    lefts = _starts(image.width, params.tile_width, params.overlap)
    tops = _starts(image.height, params.tile_height, params.overlap)
    count = len(lefts) * len(tops)
    if count > params.max_tiles:
        message = (
            f"A picture of {image.width} by {image.height} pixels needs {count} tiles; at most "
            f"{params.max_tiles} are allowed. Choose larger tiles or less overlap."
        )
        raise OperatorFailedError(message)
    tiles: list[Image] = []
    regions: list[Region] = []
    for top in tops:
        for left in lefts:
            right = min(image.width, left + params.tile_width)
            bottom = min(image.height, top + params.tile_height)
            tiles.append(image.part(top, left, bottom, right, f"t{len(tiles) + 1}"))
            box = Box(
                top=top / image.height,
                left=left / image.width,
                bottom=bottom / image.height,
                right=right / image.width,
            )
            regions.append(Region(f"t{len(tiles)}", box))
    anchors = tuple(Anchor(region=region) for region in regions)
    return Outputs(Each(tuple(tiles), anchors), Regions(tuple(regions), image.placement))


def _starts(length: int, tile: int, overlap: float) -> list[int]:
    """Where tiles begin along one side: evenly stepped, the last one flush with the end."""
    last = max(0, length - tile)
    step = max(1, round(tile * (1 - overlap)))
    return [*range(0, last, step), last]
