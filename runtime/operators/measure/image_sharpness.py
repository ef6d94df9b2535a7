"""Says how sharp a picture is.

Measures how much brightness changes from pixel to pixel: high for a picture in focus, low for a
blurred one. *laplacian* suits most pictures, *brenner* and *tenengrad* are used to focus a camera.
The number depends on what is shown, so compare pictures of the same scene; *is sharp* is yes above
*least*. A page of text reaches thousands, the same page blurred by 9 pixels less than a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    score: Number = field(metadata={"help": "How sharp, from 0 up."})
    is_sharp: Boolean = field(metadata={"help": "Whether the score reaches the least."})


class Params(OperatorParams):
    method: Literal["laplacian", "tenengrad", "brenner"] = Field(
        default="laplacian", description="How change is measured."
    )
    least: float = Field(
        default=100, ge=0, le=1_000_000, description="The score from which a picture is sharp."
    )


@operator(
    "image-sharpness",
    title="Image sharpness",
    group="Measure",
    icon="focus",
    summary="{method}, sharp from {least}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    score = _score(inputs.image, params.method)
    return Outputs(Number(score), Boolean(score >= params.least))


def _score(image: Image, method: str) -> float:
    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    if method == "laplacian":
        _, spread = cv2.meanStdDev(cv2.Laplacian(gray, cv2.CV_16S))
        return float(spread[0, 0] ** 2)
    if method == "tenengrad":
        slopes = (cv2.Sobel(gray, cv2.CV_16S, *way) for way in ((1, 0), (0, 1)))
        return float(sum(cv2.norm(slope, cv2.NORM_L2SQR) for slope in slopes) / gray.size)
    if gray.shape[1] < 3:
        return 0.0
    apart = cv2.absdiff(gray[:, 2:], gray[:, :-2])
    return float(cv2.norm(apart, cv2.NORM_L2SQR) / apart.size)
