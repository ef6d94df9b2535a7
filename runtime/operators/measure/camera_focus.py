"""Helps to focus a camera: gives a number for sharpness and shows on the picture what to mend.

The number is the mean of the squared slopes (Tenengrad); turn the focus ring until it is largest.
On the picture, sharp places are green, blue stripes are too dark, red ones too light; a grid, a
cross in the middle and a panel with the number and the levels can be shown. With *regions*, the
number of each region's box is given as well: of two faces, the one with 900 is in focus, not the
one with 60.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, List, Number, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})
    regions: Regions | None = field(
        default=None, metadata={"help": "Places whose sharpness is wanted as well."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture with what is shown on it."})
    focus_measure: Number = field(metadata={"help": "How sharp the whole picture is, from 0 up."})
    bbox_focus_measures: List = field(
        metadata={"help": "How sharp each region is, in their order; null outside the picture."}
    )


class Params(OperatorParams):
    underexposed_threshold_percent: float = Field(
        title="Too dark below",
        default=3,
        ge=0,
        le=100,
        description="Percent of full brightness under which a place is striped blue.",
        json_schema_extra={"widget": "slider"},
    )
    overexposed_threshold_percent: float = Field(
        title="Too light above",
        default=97,
        ge=0,
        le=100,
        description="Percent of full brightness over which a place is striped red.",
        json_schema_extra={"widget": "slider"},
    )
    show_zebra_warnings: bool = Field(
        title="Stripes", default=True, description="Whether dark and light places are striped."
    )
    grid_overlay: Literal["None", "2x2", "3x3", "4x4", "5x5"] = Field(
        title="Grid", default="3x3", description="Lines to compose the picture by."
    )
    show_hud: bool = Field(
        title="Panel", default=True, description="Whether number and levels are shown."
    )
    show_focus_peaking: bool = Field(
        title="Peaking", default=True, description="Whether sharp places are shown green."
    )
    show_center_marker: bool = Field(
        title="Centre", default=True, description="Whether a cross marks the middle."
    )


@operator(
    "camera-focus",
    title="Camera focus",
    group="Measure",
    icon="focus",
    blocks=(
        Block(
            "roboflow_core/camera_focus@v2",
            fields={
                "image": Wire("image", also=("images",)),
                "underexposed_threshold_percent": Setting("underexposed_threshold_percent"),
                "overexposed_threshold_percent": Setting("overexposed_threshold_percent"),
                "show_zebra_warnings": Setting("show_zebra_warnings"),
                "grid_overlay": Setting("grid_overlay"),
                "show_hud": Setting("show_hud"),
                "show_focus_peaking": Setting("show_focus_peaking"),
                "show_center_marker": Setting("show_center_marker"),
                "detections": Wire("regions"),
            },
            outputs={
                "image": "image",
                "focus_measure": Out("focus_measure", ("float",)),
                "bbox_focus_measures": Out("bbox_focus_measures", ("list_of_values",)),
            },
        ),
    ),
    heavy=True,
    summary="grid {grid_overlay}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = np.asarray(cv2.cvtColor(inputs.image.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    across = cv2.Sobel(gray, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(gray, cv2.CV_32F, 0, 1, ksize=3)
    slopes = np.asarray(across * across + down * down, np.float32)
    value = float(slopes.mean())
    regions = inputs.regions.items if inputs.regions else ()
    measures = tuple(_within(slopes, region.box) for region in regions)
    return Outputs(_shown(inputs.image, gray, slopes, params), Number(value), List(measures))


def _within(slopes: NDArray[np.float32], box: Box) -> float | None:
    high, wide = slopes.shape
    # The ends are rounded down; what is added only undoes the loss of a share times a size.
    top, bottom = int(max(0, box.top * high + 1e-6)), int(min(high, box.bottom * high + 1e-6))
    left, right = int(max(0, box.left * wide + 1e-6)), int(min(wide, box.right * wide + 1e-6))
    inside = slopes[top:bottom, left:right]
    return float(inside.mean()) if inside.size else None


def _shown(
    image: Image, gray: NDArray[np.uint8], slopes: NDArray[np.float32], params: Params
) -> Image:
    from runtime.media import focus_overlay as overlay

    pixels = image.pixels.copy()
    if params.show_zebra_warnings:
        dark = int(params.underexposed_threshold_percent * 255 / 100)
        light = int(params.overexposed_threshold_percent * 255 / 100)
        overlay.stripe(pixels, gray, dark, light)
    if params.show_focus_peaking:
        overlay.tint_sharp(pixels, slopes)
    if params.show_center_marker:
        overlay.mark_middle(pixels)
    if params.grid_overlay != "None":
        overlay.draw_grid(pixels, int(params.grid_overlay[0]))
    if params.show_hud:
        overlay.draw_panel(pixels, image.pixels, gray, float(slopes.mean()))
    return image.with_pixels(pixels)
