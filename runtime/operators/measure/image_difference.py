"""Shows where two pictures differ, and by how much.

Gives the difference of each pixel as a picture, black where nothing changed, and *changed*, the
share of pixels that differ by more than *tolerance* levels. Two shots of an empty street give
about 0; when a car has come, *changed* is the car's share of the picture. Both need the same size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "One picture."})
    other: Image = field(metadata={"help": "The picture to compare with."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "How far each pixel is apart."})
    changed: Number = field(metadata={"help": "Share of pixels that differ, from 0 to 1."})
    mean: Number = field(metadata={"help": "Mean difference, from 0 to 1."})


class Params(OperatorParams):
    tolerance: int = Field(
        default=20,
        ge=0,
        le=255,
        description="Differences up to this many levels do not count.",
        json_schema_extra={"widget": "slider"},
    )
    show: Literal["difference", "black and white"] = Field(
        default="difference", description="The difference itself, or white where it counts."
    )
    fit_size: bool = Field(
        default=False, description="Scale the other picture to the first one's size if they differ."
    )


@operator(
    "image-difference",
    title="Image difference",
    group="Measure",
    icon="diff",
    summary="over {tolerance} levels",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    first, second = inputs.image, inputs.other
    other = second.pixels
    if first.pixels.shape != other.shape:
        if not params.fit_size:
            message = (
                f"The pictures have {first.width} by {first.height} and {second.width} by "
                f"{second.height} pixels. Wire two of the same size, or turn on fit size."
            )
            raise OperatorFailedError(message, port="other")
        size = (first.width, first.height)
        other = np.asarray(cv2.resize(other, size, interpolation=cv2.INTER_AREA), np.uint8)
    apart = np.asarray(cv2.absdiff(first.pixels, other), np.uint8)
    counts = apart.max(axis=2) > params.tolerance
    shown = apart
    if params.show == "black and white":
        shown = np.repeat((counts.astype(np.uint8) * 255)[:, :, None], 3, axis=2)
    mean = sum(cv2.mean(apart)[:3]) / 3 / 255
    return Outputs(first.with_pixels(shown), Number(float(counts.mean())), Number(float(mean)))
