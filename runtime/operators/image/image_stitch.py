"""Joins two overlapping photos to one wide picture.

Points of the one are found again in the other, and the one is bent so that they lie on one another:
two photos of a shelf, taken side by side, become the whole shelf. Where too little of them is the
same, nothing comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Points = NDArray[np.float32]

_CLEARLY = 0.75
"""How much nearer the best match is than the second."""
_LEAST_MATCHES = 4


@dataclass(frozen=True)
class Inputs:
    first: Image = field(metadata={"help": "One photo."})
    second: Image = field(metadata={"help": "The other one, which shows part of the same."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "Both as one picture."})


class Params(OperatorParams):
    max_allowed_reprojection_error: float = Field(
        default=3, ge=0, le=1000, title="Most pixels off",
        description="How far a matched point may be off, in pixels.",
    )  # fmt: skip
    count_of_best_matches_per_query_descriptor: int = Field(
        default=2, ge=2, le=100, title="Matches a point",
        description="How many matches are looked for; the best two are compared.",
    )  # fmt: skip


@operator(
    "image-stitch",
    title="Photo stitcher",
    group="Image",
    icon="columns-2",
    blocks=(
        Block(
            "roboflow_core/stitch_images@v1",
            fields={
                "image1": Wire("first"),
                "image2": Wire("second"),
                "max_allowed_reprojection_error": Setting("max_allowed_reprojection_error"),
                "count_of_best_matches_per_query_descriptor": Setting(
                    "count_of_best_matches_per_query_descriptor"
                ),
            },
            outputs={"stitched_image": "image"},
        ),
    ),
    heavy=True,
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs | None:
    from runtime.media.opencv import cv2

    found = _matches(inputs.first.pixels, inputs.second.pixels, params)
    if found is None:
        return None
    ours, theirs, first_is_left = found
    if first_is_left:
        still, bent, still_points, bent_points = inputs.second, inputs.first, theirs, ours
    else:
        still, bent, still_points, bent_points = inputs.first, inputs.second, ours, theirs
    way: NDArray[np.float64] | None  # which OpenCV's own types do not say
    way, _ = cast("Any", cv2).findHomography(
        bent_points, still_points, cv2.RANSAC, params.max_allowed_reprojection_error
    )
    if way is None:
        return None
    return Outputs(Image(_joined(still.pixels, bent.pixels, way)))


def _matches(one: Pixels, other: Pixels, params: Params) -> tuple[Points, Points, bool] | None:
    """Points of both that show the same, and whether those of the first lie further left."""
    import numpy as np

    from runtime.media.opencv import cv2

    finder = cv2.SIFT.create()
    ours, our_marks = finder.detectAndCompute(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), None)
    theirs, marks = finder.detectAndCompute(cv2.cvtColor(other, cv2.COLOR_RGB2GRAY), None)
    if our_marks is None or marks is None or len(marks) < _LEAST_MATCHES:
        return None
    count = params.count_of_best_matches_per_query_descriptor
    pairs = cv2.BFMatcher().knnMatch(our_marks, marks, k=count)
    good = [
        near[0]
        for near in pairs
        if len(near) > 1 and near[0].distance < _CLEARLY * near[1].distance
    ]
    if len(good) < _LEAST_MATCHES:
        return None
    left = np.mean([point.pt[0] for point in ours]) < np.mean([point.pt[0] for point in theirs])
    return (
        np.array([ours[match.queryIdx].pt for match in good], np.float32).reshape(-1, 1, 2),
        np.array([theirs[match.trainIdx].pt for match in good], np.float32).reshape(-1, 1, 2),
        bool(left),
    )


def _joined(still: Pixels, bent: Pixels, way: NDArray[np.float64]) -> Pixels:
    """Both on one canvas; where both show something, the one that stays as it is."""
    import numpy as np

    from runtime.media.opencv import cv2

    high, wide = still.shape[:2]
    bent_high, bent_wide = bent.shape[:2]
    corners = np.array(
        [[0, 0], [0, bent_high], [bent_wide, bent_high], [bent_wide, 0]], np.float32
    ).reshape(-1, 1, 2)
    reached = cv2.perspectiveTransform(corners, way).reshape(-1, 2)
    left, top = (int(at) for at in np.minimum(np.floor(reached.min(axis=0)), 0))
    right, bottom = (int(at) for at in np.maximum(np.ceil(reached.max(axis=0)), (wide, high)))
    check_size(right - left, bottom - top, "These photos do not belong side by side.")
    move = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    canvas = cv2.warpPerspective(bent, move @ way, (right - left, bottom - top))
    canvas[-top : -top + high, -left : -left + wide] = still
    return np.asarray(canvas, np.uint8)
