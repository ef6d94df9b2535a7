"""Keeps regions that lie on a region of one class of the same picture.

With `overlap_class_name` at `bicycle`, of all people only those on a bicycle stay: their middle
lies within its box. With *any overlap* it is enough that the boxes touch. Regions of that class
itself go.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Regions
from runtime.inference.agreement import best_name

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "Regions of that class and of others."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "Those of other classes that lie on one of it."})


class Params(OperatorParams):
    overlap_class_name: str = Field(
        default="", max_length=200, title="Class", description="The class that others lie on."
    )
    overlap_type: Literal["center", "any"] = Field(
        default="center", title="By",
        description="Whether a region's middle has to lie on it, or the boxes only touch.",
    )  # fmt: skip


@operator(
    "region-on-class",
    title="Regions on a class",
    group="Edit and filter",
    icon="blend",
    blocks=(
        Block(
            "roboflow_core/overlap@v1",
            fields={
                "predictions": Wire("regions"),
                "overlap_class_name": Setting("overlap_class_name", required=True),
                "overlap_type": Setting(
                    "overlap_type", words={"Center Overlap": "center", "Any Overlap": "any"}
                ),
            },
            outputs={"overlaps": "regions"},
        ),
    ),
    summary="on {overlap_class_name}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_on(inputs.regions, params)) for inputs in batch]


def _on(regions: Regions, params: Params) -> Regions:
    wanted = params.overlap_class_name
    below = [region.box for region in regions.items if best_name(region) == wanted]
    lies = _centred_on if params.overlap_type == "center" else _touches
    kept = tuple(
        region
        for region in regions.items
        if best_name(region) != wanted and any(lies(region.box, box) for box in below)
    )
    return replace(regions, items=kept)


def _centred_on(box: Box, below: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return below.left < x < below.right and below.top < y < below.bottom


def _touches(box: Box, other: Box) -> bool:
    beside = box.right < other.left or box.left > other.right
    return not (beside or box.bottom < other.top or box.top > other.bottom)
