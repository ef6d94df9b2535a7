"""Finds points that can be found again in another picture of the same thing.

Looks for corners and spots (SIFT) and gives each one's place, size and angle in *keypoints*, and
128 numbers that tell what it looks like in *descriptors*. *Compare features* counts how many agree
in two pictures. A page of a book has some thousand points, a plain wall none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, List, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to look at."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture in grey with the points drawn."})
    keypoints: List = field(
        metadata={"help": "Each point's place in pixels, size, angle and strength."}
    )
    descriptors: List = field(metadata={"help": "128 numbers for each point, in the same order."})
    count: Number = field(metadata={"help": "How many points."})


class Params(OperatorParams):
    max_points: int = Field(
        default=2000, ge=1, le=5000, description="At most so many points, clearest first."
    )


@operator(
    "feature-points",
    title="Feature points",
    group="Measure",
    icon="scan-eye",
    blocks=(
        Block(
            "roboflow_core/sift@v1",
            fields={"image": Wire("image", also=("images",))},
            outputs={
                "image": "image",
                "keypoints": Out("keypoints", ("image_keypoints",)),
                "descriptors": Out("descriptors", ("numpy_array",)),
            },
            fixed={"max_points": 5000},
            loose=("max_points",),
        ),
    ),
    heavy=True,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


def _outputs(image: Image, params: Params) -> Outputs:
    from runtime.media.feature_points import drawn, points_of

    points = points_of(image, params.max_points)
    return Outputs(
        image.with_pixels(drawn(image, points)),
        List(points.as_list()),
        List(tuple(points.looks.tolist())),
        Number(len(points.found)),
    )
