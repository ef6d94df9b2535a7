"""Names the leading colours of a picture and their shares.

Groups the pixels by how alike their colours look, and gives each group as `#rrggbb`, with the
nearest colour name of the web and its share. A picture two thirds red and one third white gives
`#ff0000` red 0.67 and `#ffffff` white 0.33. Shares add up to 1 unless *least share* drops some.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Color, Colors, Image
from runtime.media.color_names import color_name
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
    colors: Colors = field(metadata={"help": "The colours, largest share first."})


class Params(OperatorParams):
    color_clusters: int = Field(default=4, ge=1, le=12, description="At most so many colours.")
    least_share: float = Field(
        default=0.02,
        ge=0,
        le=1,
        description="Colours with a smaller share are dropped.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "image-color-recognizer",
    title="Dominant colours",
    group="Measure",
    icon="palette",
    summary="{color_clusters} colours",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LOOKED_AT_PIXELS = 128
"""Longer side of the copy that is grouped: shares change by less than a percent."""
_ROUNDS = 20
_SAME_LOOK = 8.0
"""Groups nearer than this, in units of the Lab colour space, are one colour to the eye."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    scale = _LOOKED_AT_PIXELS / max(image.width, image.height)
    pixels = image.pixels
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    light = np.asarray(pixels, np.float32) / 255
    lab = np.asarray(cv2.cvtColor(light, cv2.COLOR_RGB2Lab), np.float32).reshape(-1, 3)
    middles, counts = _grouped(lab, params.color_clusters)
    rgb_middles = cv2.cvtColor(middles[None].astype(np.float32), cv2.COLOR_Lab2RGB)[0]
    colors = []
    for middle, count in zip(rgb_middles, counts, strict=True):
        red, green, blue = (int(level) for level in np.rint(np.clip(middle, 0, 1) * 255))
        share = float(count) / len(lab)
        if share >= params.least_share:
            colors.append(
                Color(f"#{red:02x}{green:02x}{blue:02x}", color_name((red, green, blue)), share)
            )
    return Outputs(Colors(tuple(colors)))


def _grouped(lab: NDArray[np.float32], most: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Middles and sizes of at most `most` groups, largest first; the same for the same pixels."""
    import numpy as np

    middles = _spread_out(lab, most)
    for _ in range(_ROUNDS):
        nearest = np.square(lab[:, None] - middles[None]).sum(axis=2).argmin(axis=1)
        moved = np.stack(
            [
                lab[nearest == index].mean(axis=0) if (nearest == index).any() else middle
                for index, middle in enumerate(middles)
            ]
        )
        if np.allclose(moved, middles, atol=0.1):
            break
        middles = moved
    counts = np.bincount(nearest, minlength=len(middles))
    order = np.argsort(-counts, kind="stable")
    return np.asarray(middles[order], np.float32), np.asarray(counts[order], np.int64)


def _spread_out(lab: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    """Where groups begin: the pixel nearest the mean, then each time the one furthest from all."""
    import numpy as np

    chosen = [lab[np.square(lab - lab.mean(axis=0)).sum(axis=1).argmin()]]
    while len(chosen) < most:
        gaps = np.square(lab[:, None] - np.stack(chosen)[None]).sum(axis=2).min(axis=1)
        if gaps.max() < _SAME_LOOK**2:
            break
        chosen.append(lab[gaps.argmax()])
    return np.stack(chosen)
