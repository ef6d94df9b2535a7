"""Marks regions with other shapes than boxes.

*circle* and *ellipse* go round the region, *corners* marks the four corners of its box, *dot* and
*triangle* stand at a point of it, *cross* lies over it, *polygon* follows its outline, *filled*
tints it and *halo* lets a glow spread round it. With *color by* class, each class takes a colour of
its own, always the same one; by region, neighbours differ. For names use *Draw regions*.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Region, Regions
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import of_classes, paint_mask, pixel_box
from runtime.operators.drawing.draw_markers.strokes import draw_stroke

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "The places to show."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    style: Literal[
        "circle", "ellipse", "corners", "dot", "triangle", "cross", "polygon", "filled", "halo"
    ] = Field(default="corners", description="What a region is marked with.")
    color: HexColor = Field(default="#16a34a", description="Colour when it is the same for all.")
    color_by: Literal["all the same", "class", "region"] = Field(
        default="all the same", description="What has a colour of its own."
    )
    line_width: int = Field(
        default=3,
        ge=1,
        le=100,
        description="Width of lines, and reach of a halo.",
        json_schema_extra={"widget": "pixels"},
    )
    size: int = Field(
        default=12,
        ge=2,
        le=400,
        description="Size of dots and triangles.",
        json_schema_extra={"widget": "pixels"},
    )
    anchor: Literal["middle", "top", "bottom"] = Field(
        default="middle", description="Where in the box a dot or triangle stands."
    )
    opacity: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="How solid *filled* and *halo* are.",
        json_schema_extra={"widget": "slider"},
    )
    classes: list[str] = Field(
        default_factory=list,
        max_length=1000,
        description="Only these classes; empty for all.",
        json_schema_extra={"widget": "classes"},
    )


@operator(
    "draw-markers",
    title="Draw markers",
    group="Draw",
    icon="circle-dot",
    aliases=(
        "CircleVisualization",
        "roboflow_core/circle_visualization@v1",
        "EllipseVisualization",
        "roboflow_core/ellipse_visualization@v1",
        "CornerVisualization",
        "roboflow_core/corner_visualization@v1",
        "DotVisualization",
        "roboflow_core/dot_visualization@v1",
        "TriangleVisualization",
        "roboflow_core/triangle_visualization@v1",
        "PolygonVisualization",
        "roboflow_core/polygon_visualization@v1",
        "roboflow_core/polygon_visualization@v2",
        "ColorVisualization",
        "roboflow_core/color_visualization@v1",
        "HaloVisualization",
        "roboflow_core/halo_visualization@v1",
        "roboflow_core/halo_visualization@v2",
    ),
    heavy=True,
    summary="{style}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_PALETTE = (
    "#16a34a",
    "#2563eb",
    "#dc2626",
    "#d97706",
    "#9333ea",
    "#0891b2",
    "#db2777",
    "#65a30d",
    "#4f46e5",
    "#ea580c",
    "#0d9488",
    "#a21caf",
)

_STRIP_ROWS = 256


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    image = inputs.image.with_pixels(inputs.image.pixels.copy())
    for index, region in enumerate(of_classes(inputs.regions, params.classes)):
        color = rgb(_color(region, index, params))
        if params.style in ("filled", "halo"):
            _tint(image, region, color, params)
        else:
            draw_stroke(image, region, color, params)
    return Outputs(image)


def _color(region: Region, index: int, params: Params) -> str:
    if params.color_by == "region":
        return _PALETTE[index % len(_PALETTE)]
    if params.color_by == "class" and region.concepts:
        best = max(region.concepts, key=lambda concept: concept.value)
        return _PALETTE[zlib.crc32(best.id.encode()) % len(_PALETTE)]
    return params.color


def _tint(image: Image, region: Region, color: tuple[int, int, int], params: Params) -> None:
    """Blend a colour over the region, or over a soft ring round it."""
    import numpy as np

    from runtime.media.opencv import cv2

    place = pixel_box(region.box, image)
    if place is None:
        return
    reach = params.line_width * 6 if params.style == "halo" else 0
    left, top = max(0, place[0] - reach), max(0, place[1] - reach)
    part = image.pixels[top : place[3] + reach, left : place[2] + reach]
    inside = np.zeros(part.shape[:2], np.uint8)
    paint_mask(inside, region, image, (left, top))
    share = inside
    if params.style == "halo":
        soft = cv2.GaussianBlur(inside, (0, 0), 2 * params.line_width)
        share = np.asarray(cv2.add(soft, soft), np.uint8)
        share[inside > 0] = 0
    for start in range(0, len(part), _STRIP_ROWS):  # in strips, because shares take four bytes
        rows = part[start : start + _STRIP_ROWS]
        weight = share[start : start + _STRIP_ROWS, :, None] * np.float32(params.opacity / 255)
        rows[:] = np.rint(rows * (1 - weight) + np.asarray(color, np.float32) * weight)
