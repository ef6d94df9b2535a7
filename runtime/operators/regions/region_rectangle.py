"""Puts round each outline the smallest rectangle, turned as it has to be.

A plate seen askew becomes a slanted rectangle: its corners are the new outline, and its box goes
round them. What was measured is kept with each region, in pixels and degrees: `rect`, the corners,
with `width`, `height` and `angle`. Regions need outlines, as an instance segmenter answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Block, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Region, Regions
from runtime.inference import outlines
from runtime.inference.pixels import known_size
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Placement

_QUARTER = 90
"""Degrees; a rectangle is told turned by more than none and at most so many."""


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "Regions with outlines."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions as slanted rectangles."})


class Params(OperatorParams):
    pass


@operator(
    "region-rectangle",
    title="Slanted rectangle",
    group="Edit and filter",
    icon="square-dashed",
    blocks=(
        Block(
            "roboflow_core/bounding_rect@v1",
            fields={"predictions": Wire("regions", kinds=("instance_segmentation_prediction",))},
            outputs={"detections_with_rect": "regions"},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: Outputs(_rectangles(inputs.regions)))


def _rectangles(regions: Regions) -> Regions:
    if not regions.items:
        return regions
    size = known_size(regions)
    return replace(regions, items=tuple(_rectangle(one, size) for one in regions.items))


def _rectangle(region: Region, size: Placement) -> Region:
    from runtime.media.opencv import cv2

    points = outlines.outline(outlines.mask_of(region, size))
    if not len(points):
        message = (
            f"The region {region.id} has no outline to go round. Wire the regions of an instance "
            "segmenter."
        )
        raise OperatorFailedError(message, port="regions")
    middle, (wide, high), angle = cv2.minAreaRect(points)
    while angle <= 0:
        wide, high, angle = high, wide, angle + _QUARTER
    corners = [(int(x), int(y)) for x, y in cv2.boxPoints((middle, (wide, high), angle))]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    box = Box(
        top=min(down) / size.height,
        left=min(across) / size.width,
        bottom=max(down) / size.height,
        right=max(across) / size.width,
    )
    measured = {
        "rect": [list(corner) for corner in corners],
        "width": float(wide),
        "height": float(high),
        "angle": float(angle),
    }
    polygon = tuple((x / size.width, y / size.height) for x, y in corners)
    return replace(region, box=box, polygon=polygon, facts={**region.facts, **measured})
