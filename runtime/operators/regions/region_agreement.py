"""Keeps what any number of detectors agree on, and says whether enough was found.

Regions of several detectors that overlap by more than `iou_threshold` are one find; it stays when
at least `required_votes` detectors saw it. Out of boxes at 0 to 10 and 2 to 12 pixels comes, on
average, one at 1 to 11. `object_present` is yes once `required_objects` finds stayed: a number for
all together, or a number for each class. Finds come in the order of the first detector's regions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wires
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Json, Many, Regions
from runtime.inference.agreement import (
    Aggregate,
    MaskAggregate,
    Rules,
    aggregate,
    agreed,
    best_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Region

Count = Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class Inputs:
    regions: Many[Regions] = field(metadata={"help": "What each detector found."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "What enough of them found."})
    object_present: Boolean = field(metadata={"help": "Whether enough finds stayed."})
    presence_confidence: Json = field(
        metadata={"help": "The score of each class that stayed; empty unless enough stayed."}
    )


class Params(OperatorParams):
    required_votes: int = Field(default=2, ge=1, description="How many detectors must agree.")
    class_aware: bool = Field(
        default=True, description="Whether only regions of one class can be the same find."
    )
    iou_threshold: float = Field(
        default=0.3, ge=0, le=1, title="Overlap over",
        description="Common area over the area of both; the same find has more.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    confidence: float = Field(
        default=0, ge=0, le=1, title="Least score", description="Of a find, to stay.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    classes_to_consider: list[str] | None = Field(
        default=None, title="Classes", description="Only these count; empty for all."
    )
    required_objects: Count | dict[str, Count] | None = Field(
        default=None,
        description="How many finds make *object present*: a number, or one for each class.",
    )
    presence_confidence_aggregation: Aggregate = Field(
        default="max", title="Presence score", description="How the scores of finds become one."
    )
    detections_merge_confidence_aggregation: Aggregate = Field(
        default="average", title="Score of a find",
        description="Of those who saw it; its class is the one seen most often, the surest one's "
        "or the least sure one's.",
    )  # fmt: skip
    detections_merge_coordinates_aggregation: Aggregate = Field(
        default="average", title="Box of a find",
        description="The mean of its boxes, the largest or the smallest.",
    )  # fmt: skip
    detections_merge_mask_aggregation: MaskAggregate = Field(
        default="union", title="Outline of a find",
        description="What all outlines share, any covers, or the largest or smallest one.",
    )  # fmt: skip


_SETTINGS = (
    "class_aware", "iou_threshold", "confidence", "classes_to_consider", "required_objects",
    "presence_confidence_aggregation", "detections_merge_confidence_aggregation",
    "detections_merge_coordinates_aggregation", "detections_merge_mask_aggregation",
)  # fmt: skip


@operator(
    "region-agreement",
    title="Region agreement",
    group="Edit and filter",
    icon="group",
    blocks=(
        Block(
            "roboflow_core/detections_consensus@v1",
            names=("DetectionsConsensus",),
            fields={
                "predictions_batches": Wires("regions", also=("predictions",), named=False),
                "required_votes": Setting("required_votes", required=True),
                **{name: Setting(name) for name in _SETTINGS},
            },
            outputs={
                "predictions": "regions",
                "object_present": Out("object_present", ("boolean", "dictionary")),
                "presence_confidence": Out(
                    "presence_confidence", ("float_zero_to_one", "dictionary")
                ),
            },
        ),
    ),
    summary="{required_votes} agree over {iou_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_outputs(inputs, params) for inputs in batch]


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    given = [regions for regions in inputs.regions.values if regions is not None]
    rules = Rules(
        votes=params.required_votes,
        by_class=params.class_aware,
        overlap=params.iou_threshold,
        least=params.confidence,
        score=params.detections_merge_confidence_aggregation,
        box=params.detections_merge_coordinates_aggregation,
        mask=params.detections_merge_mask_aggregation,
    )
    placement = next((regions.placement for regions in given if regions.placement), None)
    wanted = set(params.classes_to_consider or ())
    sources = [
        [one for one in regions.items if not wanted or best_name(one) in wanted]
        for regions in given
    ]
    kept = agreed(sources, rules, placement)
    named = tuple(replace(region, id=f"r{number}") for number, region in enumerate(kept, 1))
    scores = _presence(kept, params)
    return Outputs(Regions(named, placement), Boolean(scores is not None), Json(scores or {}))


def _presence(kept: Sequence[Region], params: Params) -> dict[str, float] | None:
    """The score of each class that stayed; None when too few did."""
    needed = params.required_objects or 0
    if isinstance(needed, dict) and not params.class_aware:
        needed = sum(needed.values())
    if not kept or (isinstance(needed, int) and len(kept) < needed):
        return None
    found: dict[str, list[float]] = {}
    for region in kept:
        name = best_name(region) if params.class_aware else "any_object"
        found.setdefault(name, []).append(region.score)
    if isinstance(needed, dict) and any(
        len(found.get(name, ())) < count for name, count in needed.items()
    ):
        return None
    way = params.presence_confidence_aggregation
    return {name: aggregate(scores, way) for name, scores in found.items()}
