"""Makes one region that holds all regions.

Letters found one by one become one plate: the new region reaches from the leftmost to the
rightmost, from the highest to the lowest. It has a class of your choice and the lowest score of
those it holds. Without any regions none comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to hold."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The one region round all of them."})


class Params(OperatorParams):
    class_name: str = Field(
        default="merged_detection", max_length=200, description="Class of the new region."
    )


@operator(
    "region-merger",
    title="Region merger",
    group="Edit and filter",
    icon="combine",
    blocks=(
        Block(
            "roboflow_core/detections_merge@v1",
            fields={"predictions": Wire("regions"), "class_name": Setting("class_name")},
            outputs={"predictions": "regions"},
        ),
    ),
    summary="as {class_name}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_merged(inputs.regions, params.class_name)) for inputs in batch]


def _merged(regions: Regions, name: str) -> Regions:
    if not regions.items:
        return Regions((), regions.placement)
    boxes = [region.box for region in regions.items]
    box = Box(
        top=min(box.top for box in boxes),
        left=min(box.left for box in boxes),
        bottom=max(box.bottom for box in boxes),
        right=max(box.right for box in boxes),
    )
    score = min(region.score for region in regions.items)
    one = Region("r1", box, (Concept(name, name, score, 0),))
    return Regions((one,), regions.placement)
