"""Lays a colour over the outline of each region.

Regions without an outline are filled by nothing unless others have one; *Fill boxes* is for those.
Small regions are painted over large ones, so that none is hidden. With *opacity* 0.5 the picture
still shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import (
    COLORS,
    OUTLINED,
    ColorParams,
    drawing_block,
    supervision_missing,
)
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
    "draw-masks",
    title="Draw masks",
    group="Draw",
    icon="layers",
    blocks=(
        drawing_block(
            "mask_visualization@v1",
            *COLORS,
            "opacity",
            names=("MaskVisualization",),
            kinds=OUTLINED,
        ),
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

    annotator = sv.MaskAnnotator(**color_choice(params), opacity=params.opacity)
    return Outputs(annotated(inputs.image, inputs.regions, annotator))
