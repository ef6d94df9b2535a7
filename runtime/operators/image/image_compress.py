"""Saves a picture with loss and reads it back.

Shows what a model would get from a camera or a chat that compresses hard, and says how many bytes
it took. JPEG at quality 60 is what many chats send; at 10 its blocks are plain to see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

_WEBP_SIDE_PIXELS = 16_383


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture as it looks after saving."})
    bytes: Number = field(metadata={"help": "How many bytes the saved picture has."})


class Params(OperatorParams):
    format: Literal["jpeg", "webp"] = Field(default="jpeg", description="What to save as.")
    quality: int = Field(
        default=60,
        ge=1,
        le=95,
        description="Fewer bytes when low, fewer marks when high.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "image-compress",
    title="Compress image",
    group="Image",
    icon="minimize-2",
    heavy=True,
    summary="{format} {quality}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    from PIL import Image as Pillow

    _check_fits(inputs.image, params.format)
    out = BytesIO()
    Pillow.fromarray(inputs.image.pixels).save(out, params.format.upper(), quality=params.quality)
    with Pillow.open(BytesIO(out.getvalue())) as saved:
        pixels = np.array(saved.convert("RGB"), np.uint8)
    return Outputs(inputs.image.with_pixels(pixels), Number(len(out.getvalue())))


def _check_fits(image: Image, kind: str) -> None:
    if kind == "webp" and max(image.width, image.height) > _WEBP_SIDE_PIXELS:
        message = (
            f"WebP holds at most {_WEBP_SIDE_PIXELS} pixels a side and the picture has "
            f"{image.width} by {image.height}. Scale it down first, or choose jpeg."
        )
        raise OperatorFailedError(message)
