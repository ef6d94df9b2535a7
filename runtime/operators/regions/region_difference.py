"""Tells what is gone, what is still there and what is new between two pictures of one place.

Regions of the first picture are paired with those of the second, cheapest pairs first. A pair costs
less the more it overlaps: `spatial_weight` times one minus the overlap, or, for regions apart, one
plus their distance. Different classes cost `class_mismatch_penalty` more, or never pair with
`class_strict`. Pairs dearer than `reject_cost` are none. A shelf of five with four left has one
removed, four persisted and none new. `verified` is yes when at least `min_removed_to_verify` are
gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Number, Regions
from runtime.inference.agreement import best_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    reference: Regions = field(metadata={"help": "What was there before."})
    candidate: Regions = field(metadata={"help": "What is there now."})


@dataclass(frozen=True)
class Outputs:
    removed: Regions = field(metadata={"help": "Regions from before that are gone."})
    persisted: Regions = field(metadata={"help": "Regions of now that were there before."})
    new: Regions = field(metadata={"help": "Regions of now that were not there."})
    removed_count: Number = field(metadata={"help": "How many are gone."})
    new_count: Number = field(metadata={"help": "How many are new."})
    verified: Boolean = field(metadata={"help": "Whether enough are gone."})


class Params(OperatorParams):
    spatial_weight: float = Field(
        default=0.4, ge=0, le=1, description="What no overlap costs.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    class_mismatch_penalty: float = Field(
        default=0.15, ge=-1e9, le=1e9, description="What different classes cost."
    )
    reject_cost: float = Field(
        default=0.75, ge=-1e9, le=1e9, description="The most that a pair may cost."
    )
    class_strict: bool = Field(
        default=False, description="Whether only regions of one class can be the same."
    )
    min_removed_to_verify: int = Field(
        default=1, ge=0, le=1_000_000_000, description="How many have to be gone for *verified*."
    )


@operator(
    "region-difference",
    title="Region difference",
    group="Edit and filter",
    icon="git-compare",
    blocks=(
        Block(
            "roboflow_core/detections_difference@v1",
            names=("DetectionsDifference",),
            fields={
                "reference_predictions": Wire("reference"),
                "candidate_predictions": Wire("candidate"),
                "spatial_weight": Setting("spatial_weight"),
                "class_mismatch_penalty": Setting("class_mismatch_penalty", bounds=Bounds(0)),
                "reject_cost": Setting("reject_cost", bounds=Bounds(0)),
                "class_strict": Setting("class_strict"),
                "min_removed_to_verify": Setting("min_removed_to_verify", bounds=Bounds(1)),
            },
            outputs={
                "removed_detections": "removed",
                "persisted_detections": "persisted",
                "new_detections": "new",
                "removed_count": Out("removed_count", ("integer",)),
                "new_count": Out("new_count", ("integer",)),
                "verified": "verified",
            },
        ),
    ),
    summary="pairs up to {reject_cost}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_outputs(inputs, params) for inputs in batch]


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    before, now = inputs.reference, inputs.candidate
    pairs = _pairs(_costs(before, now, params), params.reject_cost)
    gone = tuple(one for at, one in enumerate(before.items) if at not in pairs)
    there = set(pairs.values())
    kept = tuple(one for at, one in enumerate(now.items) if at in there)
    new = tuple(one for at, one in enumerate(now.items) if at not in there)
    return Outputs(
        removed=replace(before, items=gone),
        persisted=replace(now, items=kept),
        new=replace(now, items=new),
        removed_count=Number(len(gone)),
        new_count=Number(len(new)),
        verified=Boolean(bool(before.items) and len(gone) >= params.min_removed_to_verify),
    )


def _costs(before: Regions, now: Regions, params: Params) -> NDArray[np.float64]:
    """What each pair costs; rows of before, columns of now."""
    import numpy as np

    ours, theirs = _rows(before)[:, None], _rows(now)[None]
    inner = np.clip(
        np.minimum(ours[..., 2:], theirs[..., 2:]) - np.maximum(ours[..., :2], theirs[..., :2]),
        0, None,
    ).prod(axis=2)  # fmt: skip
    areas = [np.prod(rows[..., 2:] - rows[..., :2], axis=2) for rows in (ours, theirs)]
    whole = areas[0] + areas[1] - inner
    overlap = np.divide(inner, whole, out=np.zeros_like(inner), where=whole > 0)
    way = (ours[..., :2] + ours[..., 2:] - theirs[..., :2] - theirs[..., 2:]) / 2
    round_both = np.maximum(ours[..., 2:], theirs[..., 2:]) - np.minimum(
        ours[..., :2], theirs[..., :2]
    )
    longest = np.hypot(*np.moveaxis(round_both, 2, 0))
    distance = np.hypot(*np.moveaxis(way, 2, 0))
    far = np.divide(distance, longest, out=np.zeros_like(distance), where=longest > 0)
    costs = params.spatial_weight * np.where(overlap > 0, 1 - overlap, 1 + far)
    names = [np.array([best_name(one) for one in side.items], object) for side in (before, now)]
    differ = (names[0][:, None] != names[1][None]).astype(bool)
    if params.class_strict:
        return np.where(differ, np.inf, costs)
    return np.asarray(costs + params.class_mismatch_penalty * differ, np.float64)


def _rows(regions: Regions) -> NDArray[np.float64]:
    """Left, top, right and bottom, in pixels where the size is known."""
    import numpy as np

    size = regions.placement
    wide, high = (size.width, size.height) if size else (1, 1)
    rows = [
        (box.left * wide, box.top * high, box.right * wide, box.bottom * high)
        for box in (region.box for region in regions.items)
    ]
    return np.array(rows, np.float64).reshape(-1, 4)


def _pairs(costs: NDArray[np.float64], most: float) -> dict[int, int]:
    """The cheapest pair, then the cheapest of those left, and so on."""
    import numpy as np

    pairs: dict[int, int] = {}
    left = costs.copy()
    for _ in range(min(costs.shape)):
        row, column = (int(at) for at in np.unravel_index(left.argmin(), left.shape))
        if not np.isfinite(left[row, column]) or left[row, column] > most:
            break
        pairs[row] = column
        left[row, :] = left[:, column] = np.inf
    return pairs
