"""Draws a small picture on each region, or at one place.

*dynamic* puts it at a place of each region; *static* at a distance from the top left, or with
numbers under 0 from the bottom right. It is fitted into its size. A warning sign stands
over each forklift; a logo in the corner of every frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COPY_IMAGE, Spot, supervision_missing
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    icon: Image = field(metadata={"help": "The small picture."})
    regions: Regions | None = field(
        default=None, metadata={"help": "The regions it is drawn on, for *dynamic*."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    mode: Literal["static", "dynamic"] = Field(
        default="dynamic", description="At one place, or on each region."
    )
    icon_width: int = Field(
        default=64,
        ge=1,
        le=4096,
        description="Width of the icon.",
        json_schema_extra={"widget": "pixels"},
    )
    icon_height: int = Field(
        default=64,
        ge=1,
        le=4096,
        description="Height of the icon.",
        json_schema_extra={"widget": "pixels"},
    )
    position: Spot | None = Field(
        default="TOP_CENTER", description="Where it stands on a region; none for nowhere."
    )
    x_position: int = Field(default=10, description="From the left, or under 0 from the right.")
    y_position: int = Field(default=10, description="From the top, or under 0 from the bottom.")


@operator(
    "draw-icon",
    title="Draw icon",
    group="Draw",
    icon="stamp",
    blocks=(
        Block(
            "roboflow_core/icon_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "icon": Wire("icon"),
                "mode": Setting("mode"),
                "predictions": Wire("regions"),
                "icon_width": Setting("icon_width"),
                "icon_height": Setting("icon_height"),
                "position": Setting("position"),
                "x_position": Setting("x_position"),
                "y_position": Setting("y_position"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
            names=("IconVisualization",),
        ),
    ),
    available=supervision_missing,
    summary="{mode}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import supervision as sv

    from runtime.media.annotating import detections, spot

    image, size = inputs.image, (params.icon_width, params.icon_height)
    places: list[tuple[int, int]] = []
    if params.mode == "static":
        x, y = params.x_position, params.y_position
        x += image.width - size[0] if x < 0 else 0
        y += image.height - size[1] if y < 0 else 0
        places = [(x + size[0] // 2, y + size[1] // 2)]
    elif inputs.regions and inputs.regions.items and params.position:
        found = detections(inputs.regions, image)
        anchors = found.get_anchors_coordinates(spot(params.position)).astype(int)
        places = [(int(x), int(y)) for x, y in anchors]
    if not places:
        return Outputs(image)
    solid = np.full((*inputs.icon.pixels.shape[:2], 1), 255, np.uint8)
    icon = np.asarray(
        sv.letterbox_image(np.concatenate([inputs.icon.pixels, solid], axis=2), size), np.uint8
    )
    new = image.pixels.copy()
    for x, y in places:
        _lay(new, icon, int(x - size[0] / 2), int(y - size[1] / 2))
    return Outputs(image.with_pixels(new))


def _lay(pixels: NDArray[np.uint8], icon: NDArray[np.uint8], left: int, top: int) -> None:
    """The icon with its top left there, as far as it lies within and is not clear."""
    height, width = pixels.shape[:2]
    skip_x, skip_y = max(0, -left), max(0, -top)
    part = icon[skip_y : max(0, height - top), skip_x : max(0, width - left)]
    if part.size:
        y, x = top + skip_y, left + skip_x
        place = pixels[y : y + part.shape[0], x : x + part.shape[1]]
        place[part[:, :, 3] > 0] = part[part[:, :, 3] > 0][:, :3]
