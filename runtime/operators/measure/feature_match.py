"""Says whether two pictures show the same thing, from another place or angle.

Looks for corners and spots that both have and counts those that lie the same way in both. Finds a
book's cover on a table although it is turned and smaller, where *Template match* does not; plain
things without any pattern have no such points. *regions* is where the first picture lies in the
second, when at least *good matches* points agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Box, Concept, Image, Number, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "What to look for."})
    other: Image = field(metadata={"help": "The picture to find it in."})


@dataclass(frozen=True)
class Outputs:
    matches: Number = field(metadata={"help": "How many points agree."})
    is_match: Boolean = field(metadata={"help": "Whether enough agree."})
    regions: Regions = field(
        metadata={"help": "Where the first lies in the second; none without a match."}
    )


class Params(OperatorParams):
    good_matches_threshold: int = Field(
        title="Good matches",
        default=15,
        ge=4,
        le=1000,
        description="How many points have to agree for a match.",
    )
    ratio_threshold: float = Field(
        title="Ratio",
        default=0.75,
        ge=0.1,
        le=0.99,
        description="How much better than the next best a point has to fit; lower is stricter.",
        json_schema_extra={"widget": "slider"},
    )


@operator(
    "feature-match",
    title="Feature match",
    group="Measure",
    icon="scan-eye",
    heavy=True,
    summary="{good_matches_threshold} points",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LOOKED_AT_PIXELS = 1024
"""Longer side of the copies that points are looked for on."""
_MOST_POINTS = 2000
_STRAY_PIXELS = 4.0
"""How far a point may lie from where the others say it should."""
_LEAST_POINTS = 4
"""A mapping between two planes needs so many."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    first, second = _points(inputs.image), _points(inputs.other)
    nothing = Outputs(Number(0), Boolean(value=False), Regions((), inputs.other.placement))
    if min(len(first[0]), len(second[0])) < _LEAST_POINTS:
        return nothing
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(first[1], second[1], k=2)
    good = [one for one, next_ in pairs if one.distance < params.ratio_threshold * next_.distance]
    if len(good) < _LEAST_POINTS:
        return nothing
    source = np.stack([first[0][pair.queryIdx] for pair in good])
    target = np.stack([second[0][pair.trainIdx] for pair in good])
    matrix: NDArray[np.float64] | None  # which OpenCV's own types do not say
    matrix, agree = cast("Any", cv2).findHomography(source, target, cv2.RANSAC, _STRAY_PIXELS)
    if matrix is None:
        return nothing
    count = int(np.count_nonzero(agree))
    if count < params.good_matches_threshold:
        return Outputs(Number(count), Boolean(value=False), nothing.regions)
    score = Concept("match", "match", count / len(good))
    region = _region(_mapped(matrix, inputs), score)
    items = (region,) if region else ()
    return Outputs(Number(count), Boolean(value=True), replace(nothing.regions, items=items))


def _scale(image: Image) -> float:
    return min(1.0, _LOOKED_AT_PIXELS / max(image.width, image.height))


def _points(image: Image) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Places in pixels of the scaled copy, and what they look like."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray, scale = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY), _scale(image)
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        gray = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    found, looks = cv2.SIFT.create(_MOST_POINTS).detectAndCompute(gray, None)
    places = np.asarray([point.pt for point in found], np.float32).reshape(-1, 2)
    return places, np.asarray(looks if len(places) else np.zeros((0, 128)), np.float32)


def _mapped(matrix: NDArray[np.float64], inputs: Inputs) -> list[tuple[float, float]]:
    """The first picture's corners as shares of the second."""
    import numpy as np

    from runtime.media.opencv import cv2

    wide, high = (side * _scale(inputs.image) for side in (inputs.image.width, inputs.image.height))
    corners = np.asarray([[(0, 0)], [(wide, 0)], [(wide, high)], [(0, high)]], np.float32)
    scale = _scale(inputs.other)
    sides = (inputs.other.width * scale, inputs.other.height * scale)
    placed = cv2.perspectiveTransform(corners, matrix).reshape(-1, 2) / sides
    return [(min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y)))) for x, y in placed]


def _region(polygon: list[tuple[float, float]], score: Concept) -> Region | None:
    across, down = zip(*polygon, strict=True)
    box = Box(top=min(down), left=min(across), bottom=max(down), right=max(across))
    if box.bottom <= box.top or box.right <= box.left:
        return None
    return Region("r1", box, (score,), polygon=tuple(polygon))
