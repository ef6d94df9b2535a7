"""Cuts a picture into tiles, so that a detector sees small things large.

Tiles have a fixed size and overlap, so that nothing is cut apart at every seam; the last ones are
moved back to stay inside, unless `edges` says to end them there. A photo of 1920 by 1080 pixels
with tiles of 640 and an overlap of 0.2 gives 4 by 2 of them. Send the tiles to *Visual detector*
and its regions to *Tiling region aggregator*, which brings them back to the whole picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
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
        ge=1,
        le=1_000_000,
        description="Width of a tile.",
        json_schema_extra={"widget": "pixels"},
    )
    tile_height: int = Field(
        default=640,
        ge=1,
        le=1_000_000,
        description="Height of a tile.",
        json_schema_extra={"widget": "pixels"},
    )
    overlap: float = Field(
        default=0.2,
        ge=0,
        lt=1,
        description="How much of a tile its neighbour shares; cover the largest thing looked for.",
        json_schema_extra={"widget": "slider"},
    )
    overlap_height: float | None = Field(
        default=None, ge=0, lt=1, description="The same from top to bottom, where it differs."
    )
    edges: Literal["move back", "cut"] = Field(
        default="move back",
        description="Whether the last tiles are moved back to stay inside, or end at the edge.",
    )
    max_tiles: int = Field(
        default=256, ge=1, le=1024, description="More than these are refused, not dropped."
    )


def _block(name: str, edges: str) -> Block:
    return Block(
        name,
        fields={
            "image": Wire("image", also=("images",)),
            "slice_width": Setting("tile_width"),
            "slice_height": Setting("tile_height"),
            "overlap_ratio_width": Setting("overlap", default=0.2),
            "overlap_ratio_height": Setting("overlap_height", default=0.2),
        },
        outputs={"slices": "images"},
        fixed={"edges": edges, "max_tiles": 1024},
        loose=("max_tiles",),
    )


@operator(
    "image-tiling-operator",
    title="Image tiler",
    group="Edit and filter",
    icon="grid-3x3",
    blocks=(
        _block("roboflow_core/image_slicer@v1", "cut"),
        _block("roboflow_core/image_slicer@v2", "move back"),
    ),
    summary="{tile_width} by {tile_height}, overlap {overlap}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image
    down = params.overlap if params.overlap_height is None else params.overlap_height
    lefts = _starts(image.width, params.tile_width, params.overlap, params.edges)
    tops = _starts(image.height, params.tile_height, down, params.edges)
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


def _starts(length: int, tile: int, overlap: float, edges: str) -> list[int]:
    """Where tiles begin along one side, evenly stepped; the last one ends with the side."""
    if edges == "cut":
        return list(range(0, length, max(1, tile - int(tile * overlap))))
    tile = min(tile, length)
    step = max(1, tile - int(tile * overlap))
    return [*range(0, length - tile, step), length - tile]
