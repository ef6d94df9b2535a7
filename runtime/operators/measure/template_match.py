"""Finds the places that look like a small picture.

Slides the template over the picture and gives every place where they match by *matching threshold*
or better; 1 is the same pixel for pixel. Size and angle have to be the same as in the template. A
logo cut from one screenshot is found in the others, with its score as concept *template*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Number, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})
    template: Image = field(metadata={"help": "The small picture to look for."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The places found, best first."})
    count: Number = field(metadata={"help": "How many places."})


class Params(OperatorParams):
    matching_threshold: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="How well a place has to match.",
        json_schema_extra={"widget": "slider"},
    )
    apply_nms: bool = Field(
        default=True, description="Whether overlapping places are taken for one."
    )
    nms_threshold: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="From which overlap on they are one.",
        json_schema_extra={"widget": "slider"},
    )
    max_regions: int = Field(
        default=100, ge=1, le=1000, description="At most so many places, best first."
    )
    grayscale: bool = Field(default=False, description="Whether brightness alone is compared.")
    class_name: str = Field(
        default="template", min_length=1, max_length=200, description="The regions' concept."
    )
    scored: bool = Field(
        default=True, description="Whether a region's score is how well it matches, else 1."
    )


@operator(
    "template-match",
    title="Template match",
    group="Measure",
    icon="scan-search",
    blocks=(
        Block(
            "roboflow_core/template_matching@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "template": Wire("template", also=("templates",)),
                "matching_threshold": Setting("matching_threshold"),
                "apply_nms": Setting("apply_nms"),
                "nms_threshold": Setting("nms_threshold", default=0.5),
            },
            outputs={
                "predictions": Out("regions", ("object_detection_prediction",)),
                "number_of_matches": Out("count", ("integer",)),
            },
            fixed={
                "max_regions": 1000,
                "grayscale": True,
                "class_name": "template_match",
                "scored": False,
            },
        ),
    ),
    heavy=True,
    summary="match over {matching_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params, context))


_STRIP_PIXELS = 4_000_000
_MOST_CANDIDATES = 20_000
"""Places looked at when many overlap, best first."""
_EXACT = 0.9999
"""The score of equal pixels, less rounding."""
_FLAT_LEVELS = 1.0
"""A template whose levels spread less has no shape to look for."""


def _outputs(inputs: Inputs, params: Params, context: Context) -> Outputs:
    import numpy as np

    image, template = inputs.image, inputs.template
    _check_template(image, template)
    looked_at = _looked_at(inputs, params)
    places, values = _candidates(looked_at, min(params.matching_threshold, _EXACT), context)
    best = np.argsort(-values, kind="stable")[:_MOST_CANDIDATES]
    size = (template.width, template.height)
    least = params.nms_threshold if params.apply_nms else None
    kept = _apart(places[best], size, least, params.max_regions)
    items = tuple(
        _region(index, place, float(values[best[at]]) if params.scored else 1.0, inputs, params)
        for index, (at, place) in enumerate(kept, 1)
    )
    return Outputs(Regions(items, inputs.image.placement), Number(len(items)))


def _looked_at(inputs: Inputs, params: Params) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The pixels of picture and template that are compared."""
    import numpy as np

    from runtime.media.opencv import cv2

    both = inputs.image.pixels, inputs.template.pixels
    if not params.grayscale:
        return both
    gray = [np.asarray(cv2.cvtColor(each, cv2.COLOR_RGB2GRAY), np.uint8) for each in both]
    return gray[0], gray[1]


def _candidates(
    looked_at: tuple[NDArray[np.uint8], NDArray[np.uint8]], least: float, context: Context
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Left and top of places that match, with their scores; strip by strip, to spare memory."""
    import numpy as np

    from runtime.media.opencv import cv2

    pixels, wanted = looked_at
    high = wanted.shape[0]
    step = max(1, high, _STRIP_PIXELS // pixels.shape[1])
    places, values = [], []
    for top in range(0, pixels.shape[0] - high + 1, step):
        if context.cancel.cancelled:
            message = "The run was cancelled."
            raise CancelledError(message)
        strip = pixels[top : top + step + high - 1]
        matched = cv2.matchTemplate(strip, wanted, cv2.TM_CCOEFF_NORMED)
        scores = np.asarray(matched, np.float32)
        scores[~np.isfinite(scores)] = 0  # where the picture is all one colour
        rows, columns = np.nonzero(scores >= _level(scores, least))
        places.append(np.stack([columns, rows + top], axis=1))
        values.append(scores[rows, columns])
    return np.concatenate(places), np.concatenate(values)


def _level(scores: NDArray[np.float32], least: float) -> float:
    """The threshold, or more where so many places pass that only the best are looked at."""
    import numpy as np

    passing = scores[scores >= least]
    if passing.size <= _MOST_CANDIDATES:
        return least
    return float(np.partition(passing, -_MOST_CANDIDATES)[-_MOST_CANDIDATES])


def _check_template(image: Image, template: Image) -> None:
    from runtime.media.opencv import cv2

    if template.width > image.width or template.height > image.height:
        message = (
            f"The template of {template.width} by {template.height} pixels is larger than the "
            f"picture of {image.width} by {image.height}. Wire the small one to template."
        )
        raise OperatorFailedError(message, port="template")
    _, spread = cv2.meanStdDev(template.pixels)
    if float(spread.max()) < _FLAT_LEVELS:
        message = (
            "The template is all one colour and would match anywhere. Choose one with a shape."
        )
        raise OperatorFailedError(message, port="template")


def _apart(
    places: NDArray[np.int64], size: tuple[int, int], least: float | None, most: int
) -> list[tuple[int, tuple[int, int]]]:
    """The first places whose overlap with those kept before stays under `least`."""
    import numpy as np

    kept: list[tuple[int, tuple[int, int]]] = []
    area = size[0] * size[1]
    open_ = np.ones(len(places), bool)
    for at, (x, y) in enumerate(places.tolist()):
        if len(kept) == most:
            break
        if not open_[at]:
            continue
        kept.append((at, (x, y)))
        if least is not None:
            shared = np.clip(np.array(size) - np.abs(places - (x, y)), 0, None).prod(axis=1)
            open_ &= shared <= least * (2 * area - shared)
    return kept


def _region(
    index: int, place: tuple[int, int], score: float, inputs: Inputs, params: Params
) -> Region:
    image, template = inputs.image, inputs.template
    box = Box(
        top=place[1] / image.height,
        left=place[0] / image.width,
        bottom=(place[1] + template.height) / image.height,
        right=(place[0] + template.width) / image.width,
    )
    concept = Concept(params.class_name, params.class_name, min(1.0, score), 0)
    return Region(f"r{index}", box, (concept,))
