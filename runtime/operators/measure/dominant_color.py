"""Gives the one colour that most of a picture has.

Groups the pixels by how near they are in red, green and blue, and gives the middle of the largest
group. A picture three quarters red gives `#ff0000`, and red, green and blue as 255, 0, 0.
*Dominant colours* lists all groups with their shares and names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, List, String
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    rgb: List = field(metadata={"help": "Red, green and blue, each from 0 to 255."})
    hex: String = field(metadata={"help": "The same as #rrggbb."})


class Params(OperatorParams):
    color_clusters: int = Field(
        title="Groups", default=4, ge=1, le=32, description="How many groups the pixels make."
    )
    max_iterations: int = Field(
        title="Rounds", default=100, ge=1, le=500, description="At most so many rounds of grouping."
    )
    target_size: int = Field(
        title="Looked at",
        default=100,
        ge=1,
        le=500,
        description="Shorter side of the copy that is grouped, roughly.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "dominant-color",
    title="Dominant colour",
    group="Measure",
    icon="palette",
    blocks=(
        Block(
            "roboflow_core/dominant_color@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "color_clusters": Setting("color_clusters"),
                "max_iterations": Setting("max_iterations"),
                "target_size": Setting("target_size", bounds=Bounds(most=250)),
            },
            outputs={"rgb_color": Out("rgb", ("rgb_color",))},
        ),
    ),
    heavy=True,
    summary="of {color_clusters} groups",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


def _outputs(image: Image, params: Params) -> Outputs:
    import numpy as np

    step = max(1, min(image.width, image.height) // params.target_size)
    pixels = image.pixels[::step, ::step].reshape(-1, 3).astype(np.float32)
    middle = _largest_group(pixels, params.color_clusters, params.max_iterations)
    red, green, blue = (int(np.clip(round(float(level)), 0, 255)) for level in middle)
    return Outputs(List((red, green, blue)), String(f"#{red:02x}{green:02x}{blue:02x}"))


def _largest_group(pixels: NDArray[np.float32], groups: int, rounds: int) -> NDArray[np.float32]:
    """The middle of the largest group; the same for the same pixels."""
    import numpy as np

    dice = np.random.default_rng(0)
    middles = pixels[dice.choice(len(pixels), min(groups, len(pixels)), replace=False)]
    for _ in range(rounds):
        nearest = np.square(pixels[:, None] - middles[None]).sum(axis=2).argmin(axis=1)
        counts = np.bincount(nearest, minlength=len(middles))
        moved = np.empty_like(middles)
        for index, count in enumerate(counts):
            own = pixels[nearest == index] if count else pixels[[dice.integers(len(pixels))]]
            moved[index] = own.mean(axis=0)
        largest = middles[int(counts.argmax())]
        if np.allclose(middles, moved):
            break
        middles = moved
    return np.asarray(largest, np.float32)
