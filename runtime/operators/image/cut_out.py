"""Cuts a thing out of its background, given a box around it.

Learns which colours lie outside the box and which inside, and draws the border where they part
(GrabCut). Without regions the box is the middle of the picture, less a margin. A mug on a table
comes out on white, or on the colour you choose; *mask* and *regions* say where it is. The box has
to hold the whole thing and some background. With several regions each is cut out, up to 20.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Mask, Number, Region, Regions
from runtime.media.hex_color import HexColor, rgb
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import pixel_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_REGIONS = 20
_LONGEST_PIXELS = 640
_SMALLEST_PIXELS = 8
"""A box with a shorter side has too few pixels to learn from."""
_LEAST_CORNERS = 3


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to cut from."})
    regions: Regions | None = field(
        default=None, metadata={"help": "Boxes around what to cut out; without, the middle."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "What was cut out, on the colour."})
    mask: Mask = field(metadata={"help": "1 where it is, 0 elsewhere."})
    regions: Regions = field(metadata={"help": "Its outline and box."})
    share: Number = field(metadata={"help": "Its share of the picture, 0 to 1."})


class Params(OperatorParams):
    margin: float = Field(
        default=10, ge=1, le=45,
        description="Without regions: how much of each side is background, in percent.",
    )  # fmt: skip
    rounds: int = Field(default=5, ge=1, le=10, description="How often the border is improved.")
    color: HexColor = Field(default="#ffffff", description="What the background becomes.")


@operator(
    "cut-out",
    title="Cut out",
    group="Image",
    icon="scissors",
    aliases=("grabcut", "background-remover"),
    heavy=True,
    summary="{rounds} rounds",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _cut(inputs, params))


def _cut(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    boxes = _boxes(inputs, params)
    scale = min(1.0, _LONGEST_PIXELS / max(image.width, image.height))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = Image(
        np.asarray(cv2.resize(image.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    )
    inside = np.zeros((small.height, small.width), np.uint8)
    for box in boxes:
        inside |= _inside(small, box, params.rounds)
    whole = (image.width, image.height)
    smooth = cv2.resize(inside * 255, whole, interpolation=cv2.INTER_LINEAR)
    classes = np.asarray(smooth > 127, np.uint8)
    pixels = np.full_like(image.pixels, rgb(params.color))
    pixels[classes > 0] = image.pixels[classes > 0]
    return Outputs(
        image=image.with_pixels(pixels),
        mask=Mask(classes, ("background", "cut out")),
        regions=Regions(_outlines(classes), image.placement),
        share=Number(round(float(classes.mean()), 4)),
    )


def _boxes(inputs: Inputs, params: Params) -> list[Box]:
    if inputs.regions is None:
        edge = params.margin / 100
        return [Box(top=edge, left=edge, bottom=1 - edge, right=1 - edge)]
    if len(inputs.regions.items) > MOST_REGIONS:
        message = (
            f"There are {len(inputs.regions.items)} regions; {MOST_REGIONS} can be cut out. Keep "
            "fewer with Region filter."
        )
        raise OperatorFailedError(message, port="regions")
    return [region.box for region in inputs.regions.items]


def _inside(image: Image, box: Box, rounds: int) -> NDArray[np.uint8]:
    """1 where the thing in the box is."""
    import numpy as np

    from runtime.media.opencv import cv2

    place = pixel_box(box, image)
    mask = np.zeros((image.height, image.width), np.uint8)
    if place is None or min(place[2] - place[0], place[3] - place[1]) < _SMALLEST_PIXELS:
        return mask
    left, top, right, bottom = place
    if (right - left, bottom - top) == (image.width, image.height):
        left, top, right, bottom = left + 1, top + 1, right - 1, bottom - 1
    if image.pixels[top:bottom, left:right].reshape(-1, 3).std(axis=0).max() == 0:
        return mask
    cv2.setRNGSeed(0)
    work = (np.zeros((1, 65)), np.zeros((1, 65)))
    area = (left, top, right - left, bottom - top)
    cv2.grabCut(image.pixels, mask, area, *work, rounds, cv2.GC_INIT_WITH_RECT)
    return np.asarray((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD), np.uint8)


def _outlines(classes: NDArray[np.uint8]) -> tuple[Region, ...]:
    from runtime.media.opencv import cv2

    height, width = classes.shape
    outlines, _ = cv2.findContours(classes, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sized = sorted(outlines, key=lambda outline: -float(cv2.contourArea(outline)))
    regions: list[Region] = []
    for outline in sized[:MOST_REGIONS]:
        left, top, wide, high = cv2.boundingRect(outline)
        stray = cv2.arcLength(outline, True) * 0.002  # noqa: FBT003
        points = cv2.approxPolyDP(outline, stray, True).reshape(-1, 2)  # noqa: FBT003
        polygon = tuple(
            (float(x) / max(1, width - 1), float(y) / max(1, height - 1)) for x, y in points
        )
        box = Box(top / height, left / width, (top + high) / height, (left + wide) / width)
        regions.append(
            Region(
                f"r{len(regions) + 1}", box, (Concept("cut-out", "cut out", 1.0),),
                polygon=polygon if len(polygon) >= _LEAST_CORNERS else (),
            )
        )  # fmt: skip
    return tuple(regions)
