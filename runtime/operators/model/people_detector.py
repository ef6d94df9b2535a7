"""Finds people who stand or walk, the classic way.

Compares the directions of edges with those of an upright person, as detectors did before neural
networks: good for street scenes with whole people at least a hundred pixels high, blind for sitting
or half hidden ones. A photo of two pedestrians gives two regions named `person`. Import a detector
and use *Visual detector* for more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Image, Number, Region, Regions
from runtime.media import cascades
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_LONGEST_PIXELS = 960
_WINDOW = (64, 128)
"""The smallest person that can be found; smaller pictures are enlarged."""
_STRIDE, _PADDING = (8, 8), (16, 16)
_FRAME_WIDTH, _FRAME_HEIGHT = 0.15, 0.08
"""Share of the window around a person that is background."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The people, surest first."})
    count: Number = field(metadata={"help": "How many were found."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.4, ge=0, le=1, description="People found with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    step: float = Field(
        default=1.05, ge=1.02, le=1.5, description="From one size to the next; less is slower."
    )
    most_overlap: float = Field(
        default=0.45, ge=0, le=1, description="Of two that overlap more, the surer one is kept."
    )


@operator(
    "people-detector",
    title="People detector (classic)",
    group="Models",
    icon="users",
    aliases=("PeopleDetector", "hog-people-detector"),
    heavy=True,
    available=cascades.why_unavailable,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _found(inputs.image, params))


def _found(image: Image, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2
    from runtime.media.scaled_gray import gray_within, share_box

    gray = _enlarged(gray_within(image, _LONGEST_PIXELS))
    finder = cv2.HOGDescriptor()
    finder.setSVMDetector(np.array(cv2.HOGDescriptor.getDefaultPeopleDetector()))
    boxes, weights = finder.detectMultiScale(
        gray, winStride=_STRIDE, padding=_PADDING, scale=params.step
    )
    scores = [1 - float(np.exp(-weight)) for weight in np.reshape(weights, -1)]
    tight = [_tight(*(float(side) for side in box)) for box in boxes]
    kept = cv2.dnn.NMSBoxes(tight, scores, params.min_value, params.most_overlap)
    regions = tuple(
        Region(
            f"r{number}",
            share_box(tight[place], gray),
            (Concept("person", "person", round(scores[place], 4)),),
        )
        for number, place in enumerate(np.reshape(kept, -1).astype(int), 1)
    )
    return Outputs(Regions(regions, image.placement), Number(len(regions)))


def _tight(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    """The person within the window that was compared."""
    left, top = x + wide * _FRAME_WIDTH, y + high * _FRAME_HEIGHT
    return left, top, wide * (1 - 2 * _FRAME_WIDTH), high * (1 - 2 * _FRAME_HEIGHT)


def _enlarged(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    height, width = gray.shape
    scale = max(_WINDOW[0] / width, _WINDOW[1] / height)
    if scale <= 1:
        return gray
    size = (min(2048, round(width * scale)), min(2048, round(height * scale)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_LINEAR), np.uint8)
