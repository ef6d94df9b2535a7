"""Counts the points that look the same in two pictures.

Takes pictures, or the descriptors that *Feature points* gave, so that a picture is looked at only
once. A point counts when its best partner fits clearly better than the next best (*ratio*). Two
photos of one label share hundreds of points, two different labels hardly any. Where the points lie
is not compared; *Feature match* does that and finds the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, List, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import cv2 as cv2_types
    import numpy as np
    from numpy.typing import NDArray

    from runtime.media.feature_points import Points


@dataclass(frozen=True)
class Inputs:
    first: Image | List = field(metadata={"help": "A picture, or descriptors of one."})
    second: Image | List = field(metadata={"help": "The one to compare with."})


@dataclass(frozen=True)
class Outputs:
    matches: Number = field(metadata={"help": "How many points agree."})
    is_match: Boolean = field(metadata={"help": "Whether enough agree."})
    keypoints_1: List | None = field(metadata={"help": "The first picture's points."})
    descriptors_1: List | None = field(metadata={"help": "What the first one's points look like."})
    keypoints_2: List | None = field(metadata={"help": "The second picture's points."})
    descriptors_2: List | None = field(metadata={"help": "What the second one's points look like."})
    image_1: Image | None = field(metadata={"help": "The first picture with its points, if drawn."})
    image_2: Image | None = field(
        metadata={"help": "The second picture with its points, if drawn."}
    )
    image_matches: Image | None = field(
        metadata={"help": "Both side by side with lines between points that agree, if drawn."}
    )


class Params(OperatorParams):
    good_matches_threshold: int = Field(
        title="Good matches",
        default=50,
        ge=1,
        le=1_000_000,
        description="How many points have to agree for a match.",
    )
    ratio_threshold: float = Field(
        title="Ratio",
        default=0.7,
        ge=0,
        le=1,
        description="How much better than the next best a point has to fit; lower is stricter.",
        json_schema_extra={"widget": "slider"},
    )
    visualize: bool = Field(title="Draw", default=False, description="Whether pictures are drawn.")


_SETTINGS = {
    "good_matches_threshold": Setting("good_matches_threshold"),
    "ratio_threshold": Setting("ratio_threshold"),
}
_EITHER = ("image", "numpy_array")


@operator(
    "feature-compare",
    title="Compare features",
    group="Measure",
    icon="scan-eye",
    blocks=(
        Block(
            "roboflow_core/sift_comparison@v2",
            fields={
                "input_1": Wire("first", kinds=_EITHER),
                "input_2": Wire("second", kinds=_EITHER),
                **_SETTINGS,
                "matcher": Ignored("the nearest points are always found exactly"),
                "visualize": Setting("visualize"),
            },
            outputs={
                "images_match": "is_match",
                "good_matches_count": Out("matches", ("integer",)),
                "keypoints_1": Out("keypoints_1", ("image_keypoints",)),
                "descriptors_1": Out("descriptors_1", ("numpy_array",)),
                "keypoints_2": Out("keypoints_2", ("image_keypoints",)),
                "descriptors_2": Out("descriptors_2", ("numpy_array",)),
                "visualization_1": "image_1",
                "visualization_2": "image_2",
                "visualization_matches": "image_matches",
            },
        ),
        Block(
            "roboflow_core/sift_comparison@v1",
            fields={
                "descriptor_1": Wire("first", kinds=("numpy_array",)),
                "descriptor_2": Wire("second", kinds=("numpy_array",)),
                **_SETTINGS,
            },
            outputs={
                "good_matches_count": Out("matches", ("integer",)),
                "images_match": "is_match",
            },
        ),
    ),
    heavy=True,
    summary="{good_matches_threshold} points",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_MOST_POINTS = 5000


@dataclass(frozen=True)
class _Side:
    looks: NDArray[np.float32]
    image: Image | None = None
    points: Points | None = None

    def keypoints(self) -> List | None:
        """The points of a picture; None for descriptors."""
        return List(self.points.as_list()) if self.points else None

    def descriptors(self, given: Image | List) -> List:
        """What came in, when it was descriptors."""
        return given if isinstance(given, List) else List(tuple(self.looks.tolist()))

    def drawn(self) -> Image | None:
        """The picture with its points."""
        from runtime.media.feature_points import drawn

        if self.image is None or self.points is None:
            return None
        return self.image.with_pixels(drawn(self.image, self.points))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    from runtime.media.feature_points import good_pairs

    first, second = _side(inputs.first, "first"), _side(inputs.second, "second")
    pairs = good_pairs(first.looks, second.looks, params.ratio_threshold)
    enough = min(len(first.looks), len(second.looks)) >= 2
    return Outputs(
        Number(len(pairs)),
        Boolean(enough and len(pairs) >= params.good_matches_threshold),
        first.keypoints(),
        first.descriptors(inputs.first),
        second.keypoints(),
        second.descriptors(inputs.second),
        first.drawn() if params.visualize else None,
        second.drawn() if params.visualize else None,
        _side_by_side(first, second, pairs) if params.visualize and enough else None,
    )


def _side(given: Image | List, port: str) -> _Side:
    import numpy as np

    from runtime.media.feature_points import NUMBERS, points_of

    if isinstance(given, Image):
        points = points_of(given, _MOST_POINTS)
        return _Side(points.looks, given, points)
    try:
        looks = np.asarray(given.value or np.zeros((0, NUMBERS)), np.float32)
    except (TypeError, ValueError) as error:
        raise _not_descriptors(port) from error
    if looks.ndim != 2 or looks.shape[1] != NUMBERS or len(looks) > _MOST_POINTS:
        raise _not_descriptors(port)
    return _Side(looks)


def _not_descriptors(port: str) -> OperatorFailedError:
    message = (
        f"{port} takes a picture, or descriptors: at most {_MOST_POINTS} lists of 128 numbers. "
        "Wire it to a picture or to the descriptors of Feature points."
    )
    return OperatorFailedError(message, port=port)


def _side_by_side(first: _Side, second: _Side, pairs: Sequence[cv2_types.DMatch]) -> Image | None:
    import numpy as np

    from runtime.media.opencv import cv2

    if not (first.image and first.points and second.image and second.points):
        return None
    drawn = cast("Any", cv2).drawMatchesKnn(  # whose types want a picture to draw on
        first.image.pixels,
        first.points.found,
        second.image.pixels,
        second.points.found,
        [[pair] for pair in pairs],
        None,
        matchColor=(0, 255, 0),
        singlePointColor=(255, 0, 0),
    )
    return Image(np.asarray(drawn, np.uint8))
