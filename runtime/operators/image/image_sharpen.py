"""Makes edges in a picture crisper.

Adds back what a blur of *radius* pixels would take away, *amount* times. Differences of up to
*threshold* levels are left alone, so that noise in plain areas is not lifted. Amount 1 and radius 2
help slightly soft letters before *Optical character recogniser*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    amount: float = Field(default=1, ge=0, le=5, description="How much of the difference to add.")
    radius: float = Field(default=2, ge=0.3, le=50, description="Reach of the blur, in pixels.")
    threshold: int = Field(default=0, ge=0, le=255, description="Smaller differences stay.")


@operator(
    "image-sharpen",
    title="Sharpen image",
    group="Image",
    icon="focus",
    heavy=True,
    summary="amount {amount}, radius {radius}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels = inputs.image.pixels
    soft = cv2.GaussianBlur(pixels, (0, 0), params.radius)
    crisp = np.asarray(
        cv2.addWeighted(pixels, 1 + params.amount, soft, -params.amount, 0), np.uint8
    )
    if params.threshold:
        plain = cv2.absdiff(pixels, soft).max(axis=2) <= params.threshold
        crisp[plain] = pixels[plain]
    return Outputs(inputs.image.with_pixels(crisp))
