"""Finds for each region the nearest one of another set.

For every person the nearest exit: the distance, in pixels, is kept with the person as
`nearest_target_distance`, and the pairs come out as two lists of equal length. Distances go from a
point of the one to a point of the other, such as the middle of the lower edge, or a key point by
its name. Targets equally near, to a thousandth of a pixel, make a pair each; a region is never its
own nearest, so both inputs may have the same wire. Nearest beyond `max_distance` is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Bounds, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Region, Regions
from runtime.inference.pixels import anchor_point, known_size, spaced
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Placement

_MOST_REGIONS, _MOST_PAIRS = 1_000, 10_000
_EQUAL = 1e-3
"""Distances that differ by no more pixels are equal."""
_POINTS = {
    name.upper().replace(" ", "_"): name
    for name in (
        "center", "center left", "center right", "top center", "top left", "top right",
        "bottom left", "bottom center", "bottom right", "keypoint",
    )
}  # fmt: skip

PointName = Annotated[
    Literal[
        "center", "center left", "center right", "top center", "top left", "top right",
        "bottom left", "bottom center", "bottom right", "keypoint",
    ],
    BeforeValidator(spaced),
]  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions that look for their nearest."})
    targets: Regions = field(metadata={"help": "Those that can be the nearest."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "All that looked, each with its distance."})
    matched: Regions = field(metadata={"help": "Those that found one, once for each pair."})
    nearest: Regions = field(metadata={"help": "The nearest of each of them, in that order."})


class Params(OperatorParams):
    query_point: PointName = Field(
        default="center", title="From", description="Which point of a region is measured from."
    )
    target_point: PointName = Field(
        default="center", title="To", description="Which point of a target is measured to."
    )
    query_keypoint_name: str | None = Field(
        default=None, title="From key point", description="Its name, where *from* is a key point."
    )
    target_keypoint_name: str | None = Field(
        default=None, title="To key point", description="Its name, where *to* is a key point."
    )
    max_distance: float | None = Field(
        default=None, ge=0, description="In pixels; nothing beyond it counts."
    )


@operator(
    "region-nearest",
    title="Nearest region",
    group="Edit and filter",
    icon="ruler",
    blocks=(
        Block(
            "roboflow_core/detections_nearest_neighbor@v1",
            fields={
                "query_predictions": Wire("regions"),
                "target_predictions": Wire("targets"),
                "query_point": Setting("query_point", words=_POINTS),
                "target_point": Setting("target_point", words=_POINTS),
                "query_keypoint_name": Setting("query_keypoint_name"),
                "target_keypoint_name": Setting("target_keypoint_name"),
                "max_distance": Setting("max_distance", bounds=Bounds(whole=True)),
            },
            outputs={
                "query_predictions": "regions",
                "matched_query_detections": "matched",
                "matched_target_detections": "nearest",
            },
        ),
    ),
    summary="from {query_point} to {target_point}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    asking, targets = inputs.regions, inputs.targets
    _check_names(params)
    if max(len(asking.items), len(targets.items)) > _MOST_REGIONS:
        message = f"More than {_MOST_REGIONS} regions cannot be paired. Filter them before."
        raise OperatorFailedError(message)
    distances = np.full((len(asking.items), max(1, len(targets.items))), np.inf)
    if asking.items and targets.items:
        ours = _points(asking, params.query_point, params.query_keypoint_name, "regions")
        theirs = _points(targets, params.target_point, params.target_keypoint_name, "targets")
        distances = np.hypot(*np.moveaxis(ours[:, None] - theirs, 2, 0))
        same = [[one.id == other.id for other in targets.items] for one in asking.items]
        distances[np.isnan(distances) | np.array(same)] = np.inf
        if params.max_distance is not None:
            distances[distances > params.max_distance] = np.inf
    least = distances.min(axis=1, initial=np.inf)
    pairs = np.argwhere(np.isfinite(distances) & (distances <= least[:, None] + _EQUAL))
    if len(pairs) > _MOST_PAIRS:
        message = f"More than {_MOST_PAIRS} pairs are equally near. Filter the regions before."
        raise OperatorFailedError(message)
    told = tuple(
        _with_distance(region, float(distance))
        for region, distance in zip(asking.items, least, strict=True)
    )
    return Outputs(
        replace(asking, items=told),
        replace(asking, items=tuple(told[one] for one, _ in pairs)),
        replace(targets, items=tuple(targets.items[other] for _, other in pairs)),
    )


def _with_distance(region: Region, distance: float) -> Region:
    known = None if distance == float("inf") else distance
    return replace(region, facts={**region.facts, "nearest_target_distance": known})


def _check_names(params: Params) -> None:
    for side in ("query", "target"):
        if getattr(params, f"{side}_point") != "keypoint":
            continue
        if not getattr(params, f"{side}_keypoint_name"):
            message = f"To measure by a key point, say its name in {side}_keypoint_name."
            raise OperatorFailedError(message)


def _points(regions: Regions, point: str, name: str | None, port: str) -> NDArray[np.float64]:
    import numpy as np

    size = known_size(regions, port)
    if point != "keypoint":
        return np.array([anchor_point(region, point, size) for region in regions.items])
    if not any(region.keypoints for region in regions.items):
        message = "These regions have no key points. Wire those of a key point detector."
        raise OperatorFailedError(message, port=port)
    return np.array([_keypoint(region, name, size) for region in regions.items])


def _keypoint(region: Region, name: str | None, size: Placement) -> tuple[float, float]:
    """Its place in pixels; no number where the region has no such point, so it is near nothing."""
    for point in region.keypoints:
        if point.name == name:
            return point.x * size.width, point.y * size.height
    return float("nan"), float("nan")
