"""Measures how much the regions of two sets lie on one another.

For each pair with anything in common comes an entry that says both classes, scores and ids, and
`overlap_ratio`: how much of the region of the first set the one of the second covers, 0 to 1. A
helmet that covers a fifth of a person has 0.2. Outlines are measured where there are any, boxes
otherwise. Pairs below `min_overlap` are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import List, Region, Regions
from runtime.inference import places, polygon_overlap
from runtime.inference.agreement import best_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_CORNERS = 3


@dataclass(frozen=True)
class Inputs:
    reference: Regions = field(metadata={"help": "The regions that are covered."})
    candidate: Regions = field(metadata={"help": "The regions that cover them."})


@dataclass(frozen=True)
class Outputs:
    overlaps: List = field(metadata={"help": "An entry for each pair that overlaps enough."})


class Params(OperatorParams):
    min_overlap: float = Field(
        default=0.1, ge=0, le=1, description="The least share that has to be covered.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "region-overlaps",
    title="Region overlaps",
    group="Measure",
    icon="blend",
    blocks=(
        Block(
            "roboflow_core/overlap_analysis@v1",
            names=("OverlapAnalysis",),
            fields={
                "reference_predictions": Wire("reference"),
                "candidate_predictions": Wire("candidate"),
                "min_overlap": Setting("min_overlap"),
            },
            outputs={"overlaps": Out("overlaps", ("detections_overlaps",))},
        ),
    ),
    summary="from {min_overlap}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [
        Outputs(
            List(
                tuple(
                    _entry(one, other, share)
                    for one in inputs.reference.items
                    for other in inputs.candidate.items
                    if (share := _covered(one, other)) is not None and share >= params.min_overlap
                )
            )
        )
        for inputs in batch
    ]


def _covered(one: Region, other: Region) -> float | None:
    """The share of `one` that `other` covers; None where their boxes have nothing in common."""
    if places.shared(one.box, other.box) <= 0:
        return None
    ours = _corners(one)
    whole = polygon_overlap.area(ours)
    if whole <= 0:
        return None
    return round(polygon_overlap.shared_area(ours, _corners(other)) / whole, 9)


def _corners(region: Region) -> Sequence[tuple[float, float]]:
    if len(region.polygon) >= _LEAST_CORNERS:
        return region.polygon
    box = region.box
    return (
        (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom),
    )  # fmt: skip


def _entry(one: Region, other: Region, share: float) -> dict[str, Any]:
    return {
        "reference_class": best_name(one),
        "reference_confidence": one.score,
        "candidate_class": best_name(other),
        "candidate_confidence": other.score,
        "overlap_ratio": share,
        "reference_detection_id": one.id,
        "candidate_detection_id": other.id,
    }
