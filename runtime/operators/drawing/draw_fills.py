"""Lays a colour over the box of each region.

With *opacity* 0.5 what lies underneath still shows. A quick way to see how much of a shelf is
taken. *Draw masks* follows the outline instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COLORS, ColorParams, drawing_block, supervision_missing
from runtime.media.drawing_params import ColorOpacity
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "What is drawn."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(ColorParams):
    opacity: ColorOpacity = 0.5


@operator(
    "draw-fills",
    title="Fill boxes",
    group="Draw",
    icon="palette",
    blocks=(
        drawing_block("color_visualization@v1", *COLORS, "opacity", names=("ColorVisualization",)),
    ),
    available=supervision_missing,
    heavy=True,
    summary="opacity {opacity}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import supervision as sv

    from runtime.media.annotating import annotated, color_choice

    annotator = sv.ColorAnnotator(**color_choice(params), opacity=params.opacity)
    return Outputs(annotated(inputs.image, inputs.regions, annotator, outlines=False))
