"""Spreads each colour of a picture over the full range.

Red, green and blue are stretched one by one, so that a colour cast goes as well. *clip limit*
leaves that many percent of the pixels at each end out of account, *contrast multiplier* spreads the
levels further from the middle, and *normalize brightness* lifts the middle tones. A picture whose
red lies between 100 and 150 has red from 0 to 255 afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    clip_limit: int = Field(
        default=0,
        ge=0,
        le=50,
        description="Percent of the pixels at each end that may be lost.",
        json_schema_extra={"widget": "slider"},
    )
    contrast_multiplier: float = Field(
        default=1, ge=0.1, le=5, description="Over 1 is harder, under 1 flatter."
    )
    normalize_brightness: bool = Field(
        default=False, description="Whether the middle tones are lifted."
    )


@operator(
    "contrast-enhance",
    title="Enhance contrast",
    group="Image",
    icon="contrast",
    blocks=(
        Block(
            "roboflow_core/contrast_enhancement@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "clip_limit": Setting("clip_limit"),
                "contrast_multiplier": Setting("contrast_multiplier"),
                "normalize_brightness": Setting("normalize_brightness"),
            },
            outputs={"image": "image"},
        ),
    ),
    summary="clip {clip_limit}, times {contrast_multiplier}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_MIDDLE = 128
_LIFT = 1 / 1.3


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    pixels = inputs.image.pixels
    new = np.empty_like(pixels)
    for index in range(pixels.shape[2]):
        new[:, :, index] = _table(pixels[:, :, index], params)[pixels[:, :, index]]
    return Outputs(inputs.image.with_pixels(new))


def _table(levels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    """What each level becomes; rounded down."""
    import numpy as np

    share = params.clip_limit / 100
    low, high = (np.float32(end) for end in np.quantile(levels, (share, 1 - share)))
    every = np.arange(256, dtype=np.float32)
    if high <= low:
        return every.astype(np.uint8)
    spread = (every - low) / (high - low) * 255
    if params.contrast_multiplier != 1:
        spread = _MIDDLE + (spread - _MIDDLE) * params.contrast_multiplier
    spread = np.clip(spread, 0, 255)
    if params.normalize_brightness:
        spread = (spread / 255) ** _LIFT * 255
    return np.asarray(np.clip(spread, 0, 255), np.uint8)
