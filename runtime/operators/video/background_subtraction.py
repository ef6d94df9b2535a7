"""Shows in white what moves in front of a still background.

Learns along the video what each place looks like when nothing happens. What differs is white, its
shadow grey, the rest black. In the first frame everything is new. A car
driving through an empty street is a white shape on black. *Motion detection* gives the shapes as
regions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.background import Background
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frames of a video, in order."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "White where something moves, black elsewhere."})


class Params(OperatorParams):
    threshold: int = Field(
        default=16,
        ge=1,
        le=1_000_000,
        description="How far a pixel has to be off, in squared deviations; lower sees more.",
    )
    history: int = Field(
        default=30,
        ge=1,
        le=1_000_000,
        description="Over how many frames the background is learned.",
    )


@operator(
    "background-subtraction",
    title="Background subtraction",
    group="Video",
    icon="layers",
    blocks=(
        Block(
            "roboflow_core/background_subtraction@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "threshold": Setting("threshold"),
                "history": Setting("history"),
            },
            outputs={"image": "image"},
        ),
    ),
    keeps_state=True,
    heavy=True,
    summary="over {history} frames",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = list(enumerate(batch))
    return per_picture(
        numbered, context, lambda item: _outputs(item[1].image, item[0], params, context)
    )


def _outputs(image: Image, index: int, params: Params, context: Context) -> Outputs:
    import numpy as np

    background = context.of_stream(context.place(index), Background)
    mask = background.foreground(image.pixels, params.history, params.threshold)
    return Outputs(image.with_pixels(np.repeat(mask[:, :, None], 3, axis=2)))
