"""Finds faces, eyes, smiles, bodies or cats' faces, the classic way.

Uses cascades that come with OpenCV: quick and without a model, but they miss what is turned, small
or in shadow, and take some patterns for faces. A photo of two people looking at the camera gives
two regions named `face`. Wire the regions to *Redact* to blur them, or to *Image crop*. Raise
`certainty` when too much is found. *Eyes* and *smile* work best on a cropped face.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Image, Number, Region, Regions
from runtime.media import cascades
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_PIXELS = 1280
_HALF_SURE = 5
"""So many agreeing finds make a score of one half."""
_NAMES = {"profile": "face", "eyes": "eye"}


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "What was found, surest first."})
    count: Number = field(metadata={"help": "How many were found."})


class Params(OperatorParams):
    what: Literal["face", "profile", "eyes", "smile", "upper body", "full body", "cat face"] = (
        Field(default="face", description="What to find; a profile faces to either side.")
    )
    certainty: int = Field(
        default=5, ge=1, le=50, description="How many finds at about one place make one region."
    )
    least_size: float = Field(
        default=5, ge=1, le=100,
        description="Smallest width, in percent of the picture's shorter side.",
    )  # fmt: skip
    step: float = Field(
        default=1.1, ge=1.02, le=2, description="From one size to the next; less is slower."
    )


@operator(
    "face-detector",
    title="Face detector (classic)",
    group="Models",
    icon="scan-face",
    aliases=("FaceDetector", "haar-cascade-detector"),
    heavy=True,
    available=cascades.why_unavailable,
    summary="{what}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _found(inputs.image, params))


def _found(image: Image, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2
    from runtime.media.scaled_gray import gray_within, share_box

    gray = np.asarray(cv2.equalizeHist(gray_within(image, _LONGEST_PIXELS)), np.uint8)
    least = max(1, round(min(gray.shape) * params.least_size / 100))
    how = cascades.How(params.step, params.certainty, least)
    found = cascades.detect(gray, params.what, how)
    if params.what == "profile":
        mirrored = np.ascontiguousarray(gray[:, ::-1])
        found += [
            (gray.shape[1] - x - wide, y, wide, high, count)
            for x, y, wide, high, count in cascades.detect(mirrored, "profile", how)
        ]
    found.sort(key=lambda item: (-item[4], item[1], item[0]))
    name = _NAMES.get(params.what, params.what)
    regions = tuple(
        Region(
            f"r{number}",
            share_box((x, y, wide, high), gray),
            (Concept(name, name, round(count / (count + _HALF_SURE), 4)),),
        )
        for number, (x, y, wide, high, count) in enumerate(found, 1)
    )
    return Outputs(Regions(regions, image.placement), Number(len(regions)))
