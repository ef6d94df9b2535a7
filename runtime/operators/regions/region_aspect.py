"""Widens regions until they have a wanted shape.

A model that takes square pictures distorts a wide region; this adds room round its middle instead,
above and below or left and right. With aspect 1 a plate of 100 by 20 pixels becomes 100 by 100.
At an edge the region is moved inside; one that cannot fit is as large as the picture allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(
        metadata={"help": "The picture they lie in; its size turns shares into pixels."}
    )
    regions: Regions = field(metadata={"help": "The regions to widen."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions in the wanted shape."})


class Params(OperatorParams):
    aspect: float = Field(
        default=1, ge=0.05, le=20, description="Width divided by height, in pixels."
    )


@operator(
    "region-aspect",
    title="Region aspect",
    group="Edit and filter",
    icon="maximize",
    summary="{aspect} to 1",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    shape = inputs.image.width / inputs.image.height
    items = tuple(
        replace(region, box=_widened(region.box, params.aspect / shape), polygon=())
        for region in inputs.regions.items
    )
    return Outputs(replace(inputs.regions, items=items))


def _widened(box: Box, aspect: float) -> Box:
    """The box with `aspect` between its shares, round its middle and inside 0..1."""
    wide, high = box.right - box.left, box.bottom - box.top
    if wide <= 0 or high <= 0:
        return box
    left, right = _placed(box.left, box.right, max(wide, high * aspect))
    top, bottom = _placed(box.top, box.bottom, max(high, wide / aspect))
    return Box(top=top, left=left, bottom=bottom, right=right)


def _placed(low: float, high: float, length: float) -> tuple[float, float]:
    length = min(1.0, length)
    start = min(max(0.0, (low + high - length) / 2), 1.0 - length)
    return start, start + length
