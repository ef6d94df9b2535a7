"""Cuts each region out of a picture.

Every region gives one smaller picture, and what follows runs once for each. With two plates found
in a photo, two crops go on to *Optical character recogniser*, and its texts come back joined to
the plates they were read from. `margin` scales the region round its middle first: 1.0 cuts along
the box, 1.3 leaves 15 in 100 of room on each side. Regions without any area give no picture. What
lies outside a region's polygon can be covered with a colour, wholly or as a veil.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE, MAX_IMAGE_PIXELS
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Anchor, Box, Each, Image, Region, Regions
from runtime.inference.views import seen_in
from runtime.media.color_words import AnyColor
from runtime.media.hex_color import rgb
from runtime.media.region_pixels import paint_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PIXELS = 6 * MAX_IMAGE_PIXELS
"""Of all that is cut out at a time; small parts have memory of their own."""
Edges = tuple[int, int, int, int]
"""Top, left, bottom and right in pixels; the ends are left out."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut from."})
    regions: Regions = field(metadata={"help": "The places to cut out."})


@dataclass(frozen=True)
class Outputs:
    images: Each[Image] = field(metadata={"help": "One picture per region, in the regions' order."})
    regions: Each[Regions] = field(
        metadata={"help": "For each picture its region, within it.", "aside": True}
    )


class Params(OperatorParams):
    margin: float = Field(
        default=1.0, ge=0.1, le=10,
        description="Width and height of the cut as a multiple of the region's.",
    )  # fmt: skip
    mask_opacity: float = Field(
        default=0, ge=0, le=1, title="Cover",
        description="How much what lies outside a region's polygon is covered: 0 not, 1 wholly.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    background_color: AnyColor = Field(
        default="#000000", title="Cover colour", description="What it is covered with."
    )
    empty: Literal["leave out", "keep place"] = Field(
        default="leave out", title="Regions without area",
        description="Whether a region without any area in the picture is left out, or its place "
        "stays empty in the list.",
    )  # fmt: skip


@operator(
    "image-crop",
    title="Image crop",
    group="Edit and filter",
    icon="crop",
    blocks=(
        Block(
            "roboflow_core/dynamic_crop@v1",
            names=("DynamicCrop", "Crop"),
            fields={
                "images": Wire("image", also=("image",)),
                "predictions": Wire("regions", also=("detections",)),
                "mask_opacity": Setting("mask_opacity"),
                "background_color": Setting(
                    "background_color", kinds=("string", "rgb_color", "list_of_values")
                ),
            },
            outputs={"crops": "images", "predictions": "regions"},
            fixed={"empty": "keep place"},
            loose=("empty",),
        ),
    ),
    summary="margin {margin}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    _check_size(batch, params)
    return [_crops(inputs, params) for inputs in batch]


def _check_size(batch: Sequence[Inputs], params: Params) -> None:
    """Refuse before anything is cut what would fill memory: regions may come from anywhere."""
    count = area = 0
    for inputs in batch:
        count += len(inputs.regions.items)
        for region in inputs.regions.items if count <= MAX_ELEMENTS_PER_NODE else ():
            edges = _edges(inputs.image, region.box, params.margin)
            if edges is not None:
                area += (edges[2] - edges[0]) * (edges[3] - edges[1])
    if count > MAX_ELEMENTS_PER_NODE:
        message = f"There are {count} regions to cut out; at most {MAX_ELEMENTS_PER_NODE} go."
        raise OperatorFailedError(f"{message} Keep fewer before this step.")
    if area > MOST_PIXELS:
        message = (
            f"The parts have {area:,} pixels together; at most {MOST_PIXELS:,} go. Keep fewer "
            "regions, or send fewer or smaller pictures at a time."
        )
        raise OperatorFailedError(message)


def _crops(inputs: Inputs, params: Params) -> Outputs:
    crops: list[Image | None] = []
    inner: list[Regions | None] = []
    anchors: list[Anchor] = []
    for region in inputs.regions.items:
        edges = _edges(inputs.image, region.box, params.margin)
        if edges is None and params.empty == "leave out":
            continue
        anchors.append(Anchor(region=region))
        if edges is None:
            crops.append(None)
            inner.append(None)
            continue
        crop = _cut(inputs.image, region, edges, params)
        crops.append(crop)
        inner.append(Regions((seen_in(region, _shares(edges, inputs.image)),), crop.placement))
    return Outputs(Each(tuple(crops), tuple(anchors)), Each(tuple(inner), tuple(anchors)))


def _edges(image: Image, box: Box, margin: float) -> Edges | None:
    """The pixels that the scaled box touches, clipped to the picture; None when there are none."""
    if box.bottom <= box.top or box.right <= box.left:
        return None
    half_width = (box.right - box.left) * margin / 2
    half_height = (box.bottom - box.top) * margin / 2
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    left = max(0, _whole((middle_x - half_width) * image.width))
    right = min(image.width, _whole((middle_x + half_width) * image.width))
    top = max(0, _whole((middle_y - half_height) * image.height))
    bottom = min(image.height, _whole((middle_y + half_height) * image.height))
    return (top, left, bottom, right) if bottom > top and right > left else None


def _whole(at: float) -> int:
    """The nearest pixel edge; a half that lost its last digit as a share is still a half."""
    return round(round(at, 6))


def _shares(edges: Edges, image: Image) -> Box:
    top, left, bottom, right = edges
    wide, high = image.width, image.height
    return Box(top / high, left / wide, bottom / high, right / wide)


def _cut(image: Image, region: Region, edges: Edges, params: Params) -> Image:
    crop = image.part(*edges, region.id)
    if not params.mask_opacity or not region.polygon:
        return crop
    import numpy as np

    inside = np.zeros(crop.pixels.shape[:2], np.uint8)
    paint_mask(inside, region, image, (edges[1], edges[0]))
    cover = np.asarray(rgb(params.background_color), np.float64)
    veiled = crop.pixels * (1 - params.mask_opacity) + cover * params.mask_opacity
    pixels = np.where(inside[..., None] > 0, crop.pixels, np.rint(veiled).astype(np.uint8))
    return crop.with_pixels(pixels)
