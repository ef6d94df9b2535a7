"""Makes regions of a picture unreadable.

Blurs, pixelates or fills every region, so that faces or plates cannot be read in what is passed on.
*strength* is a share of the region's shorter side: at 0.25 a plate 40 pixels high is pixelated in
blocks of 10. *grow* widens each region first, for detectors that cut close. *fill* leaves nothing
of what was there; the others can in principle be undone by guessing, so take *fill* for secrets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, Region, Regions
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import of_classes, paint_mask, pixel_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to redact."})
    regions: Regions = field(metadata={"help": "The places to hide."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy with the places hidden."})


class Params(OperatorParams):
    method: Literal["blur", "pixelate", "fill"] = Field(
        default="blur", description="How the places are hidden."
    )
    strength: float = Field(
        default=0.25,
        ge=0.05,
        le=1,
        description="Reach of the blur, or side of a block, as a share of the shorter side.",
        json_schema_extra={"widget": "slider"},
    )
    color: HexColor = Field(default="#000000", description="What *fill* paints.")
    grow: float = Field(
        default=0, ge=0, le=200, description="Added to each side, in percent of the region's size."
    )
    follow_outline: bool = Field(
        default=False, description="Hide only within the polygon of regions that have one."
    )
    classes: list[str] = Field(
        default_factory=list,
        max_length=1000,
        description="Only these classes; empty for all.",
        json_schema_extra={"widget": "classes"},
    )


@operator(
    "redact",
    title="Redact regions",
    group="Edit and filter",
    icon="eye-off",
    aliases=(
        "BlurVisualization",
        "roboflow_core/blur_visualization@v1",
        "PixelateVisualization",
        "roboflow_core/pixelate_visualization@v1",
    ),
    heavy=True,
    summary="{method}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    new = inputs.image.pixels.copy()
    for region in of_classes(inputs.regions, params.classes):
        _hide(new, region, inputs.image, params)
    return Outputs(inputs.image.with_pixels(new))


def _hide(new: NDArray[np.uint8], region: Region, image: Image, params: Params) -> None:
    import numpy as np

    box = region.box
    across = (box.right - box.left) * params.grow / 100
    down = (box.bottom - box.top) * params.grow / 100
    grown = Box(box.top - down, box.left - across, box.bottom + down, box.right + across)
    place = pixel_box(grown, image)
    if place is None:
        return
    left, top, right, bottom = place
    part = new[top:bottom, left:right]
    hidden = _hidden(part, params)
    if not (params.follow_outline and region.polygon):
        part[:] = hidden
        return
    outline = np.zeros((bottom - top, right - left), np.uint8)
    paint_mask(outline, region, image, (left, top))
    inside = outline > 0
    part[inside] = hidden[inside]


def _hidden(part: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    high, wide = part.shape[:2]
    reach = max(2, round(min(high, wide) * params.strength))
    if params.method == "fill":
        return np.full_like(part, rgb(params.color))
    if params.method == "blur":
        side = 2 * reach + 1
        soft = part
        for _ in range(3):  # three boxes come close to a bell curve, at any reach in the same time
            soft = np.asarray(
                cv2.blur(soft, (side, side), borderType=cv2.BORDER_REPLICATE), np.uint8
            )
        return soft
    blocks = (max(1, round(wide / reach)), max(1, round(high / reach)))
    small = cv2.resize(part, blocks, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (wide, high), interpolation=cv2.INTER_NEAREST), np.uint8)
