"""Draws regions and their labels onto a picture.

Each region gets an outline and, above it or just inside the picture, a chip with its name. For the
regions of a plate reader the chips say `AB 123 CD` when the region carries text, else its best
class and score, such as `plate 0.93`; a tracked region's begins with its track, `#1 plate 0.93`.
The picture that came in stays as it was; the drawing is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import ImageDraw

_LIGHT = 150
"""Luma above which a colour carries dark letters."""
_CHIP_PADDING = 3


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "The regions to show."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    line_width: int = Field(
        default=3, ge=1, le=40, description="Width of the outline.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip
    labels: Literal["auto", "text", "class", "none"] = Field(
        default="auto",
        description="What a chip says: the text if there is one, else the class; or one of these.",
    )
    color: str = Field(
        default="#16a34a", pattern=r"^#[0-9a-fA-F]{6}$", description="Colour of outline and chip.",
        json_schema_extra={"widget": "color"},
    )  # fmt: skip
    font_size: int = Field(
        default=16, ge=8, le=120, description="Height of the letters.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip


@operator(
    "draw-regions",
    title="Draw regions",
    group="Draw",
    icon="pen-tool",
    summary="{labels} labels",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_draw(inputs.image, inputs.regions, params)) for inputs in batch]


def _draw(image: Image, regions: Regions, params: Params) -> Image:
    import numpy as np
    from PIL import Image as Pillow
    from PIL import ImageDraw, ImageFont

    canvas = Pillow.fromarray(image.pixels)
    pen = ImageDraw.Draw(canvas)
    pen.font = ImageFont.load_default(params.font_size)
    size = (image.width, image.height)
    for region in regions.items:
        _outline(pen, region, size, params)
    for region in regions.items:  # chips last, so that no outline crosses a name
        _chip(pen, region, size, params)
    return image.with_pixels(np.array(canvas, np.uint8))


def _outline(
    pen: ImageDraw.ImageDraw, region: Region, size: tuple[int, int], params: Params
) -> None:
    width, height = size
    if region.polygon:
        points = [(x * (width - 1), y * (height - 1)) for x, y in region.polygon]
        pen.line([*points, points[0]], fill=params.color, width=params.line_width, joint="curve")
        return
    box = region.box
    corners = (
        box.left * (width - 1),
        box.top * (height - 1),
        box.right * (width - 1),
        box.bottom * (height - 1),
    )
    pen.rectangle(corners, outline=params.color, width=params.line_width)


def _chip(pen: ImageDraw.ImageDraw, region: Region, size: tuple[int, int], params: Params) -> None:
    label = _label(region, params.labels)
    if not label:
        return
    left, top, right, bottom = pen.textbbox((0, 0), label)
    wide, high = right - left + 2 * _CHIP_PADDING, bottom - top + 2 * _CHIP_PADDING
    x = max(0.0, min(region.box.left * size[0], size[0] - wide))
    y = region.box.top * size[1] - high
    if y < 0:
        y = max(0.0, min(region.box.top * size[1], size[1] - high))
    pen.rectangle((x, y, x + wide, y + high), fill=params.color)
    at = (x + _CHIP_PADDING - left, y + _CHIP_PADDING - top)
    pen.text(at, label, fill=_ink(params.color))


def _label(region: Region, labels: str) -> str:
    if labels == "none":
        return ""
    said = _said(region, labels)
    return f"#{region.track_id} {said}".rstrip() if region.track_id is not None else said


def _said(region: Region, labels: str) -> str:
    if labels in ("auto", "text") and region.text:
        return region.text.replace("\n", " ")
    if labels == "text" or not region.concepts:
        return ""
    best = max(region.concepts, key=lambda concept: concept.value)
    return f"{best.name} {best.value:.2f}"


def _ink(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > _LIGHT else "white"
