"""Gives each region the class that was found in its crop.

Wire the regions that went into *Image crop*, and what a classifier said of each crop: a region
`dog` whose crop is a `beagle` becomes a `beagle`, with that score. Texts and lists of texts are
taken in order, the first text for the first region. A region whose crop has no class is left out,
or gets the class set as `fallback_name`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import All, Anchor, Concepts, List, Region, Regions, String, Text
from runtime.query.plain import plain_of
from runtime.query.renaming import classed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FOUND = (
    "object_detection_prediction",
    "instance_segmentation_prediction",
    "keypoint_detection_prediction",
)
NO_NUMBER = 2**63 - 1
Class = tuple[str, int | None, float]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions that the crops were cut from."})
    classes: All[Concepts | String | Text | List] = field(
        metadata={"help": "What each crop was taken for."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions with their new classes."})


class Params(OperatorParams):
    fallback_name: str | None = Field(
        default=None,
        max_length=500,
        description="The class where a crop has none; none leaves it out.",
    )
    fallback_number: int | None = Field(
        default=None, ge=-(2**31), le=2**31 - 1, description="The number of that class."
    )


@operator(
    "region-classes",
    title="Region classes from crops",
    group="Edit and filter",
    icon="replace",
    blocks=(
        Block(
            "roboflow_core/detections_classes_replacement@v1",
            {
                "object_detection_predictions": Wire("regions", kinds=_FOUND),
                "classification_predictions": Wire(
                    "classes", kinds=("classification_prediction", "list_of_values", "string")
                ),
                "fallback_class_name": Setting("fallback_name"),
                "fallback_class_id": Setting("fallback_number"),
            },
            {"predictions": Out("regions", _FOUND)},
            names=("DetectionsClassesReplacement",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        first = next((one for one in inputs.classes.values if one is not None), None)
        pairs = _judged(inputs, params) if isinstance(first, Concepts) else _read(inputs, params)
        items = tuple(
            classed(region, name, score, number) for region, (name, number, score) in pairs
        )
        outcomes.append(Outputs(replace(inputs.regions, items=items)))
    return outcomes


def _judged(inputs: Inputs, params: Params) -> Iterator[tuple[Region, Class]]:
    """By the region that each crop was cut for."""
    found = {
        _cut_for(value, anchor): value
        for value, anchor in zip(inputs.classes.values, inputs.classes.anchors, strict=True)
        if isinstance(value, Concepts)
    }
    if not any(value.items for value in found.values()):
        return
    for region in inputs.regions.items:
        value = found.get(region.id)
        if value is None:
            continue
        best = max(value.items, key=lambda one: one.value, default=None)
        one = (best.name, best.number, best.value) if best is not None else _fallback(params)
        if one is not None:
            yield region, one


def _cut_for(value: Concepts, anchor: Anchor) -> str:
    """The region's id; what no crop here gave says itself which picture it was of."""
    if anchor.region is not None:
        return anchor.region.id
    return value.placement.id if value.placement is not None else ""


def _read(inputs: Inputs, params: Params) -> Iterator[tuple[Region, Class]]:
    """In order; without any text at all nothing is left."""
    values: list[Any] = [plain_of(value) for value in inputs.classes.values]
    if not values:
        return
    values += [None] * (len(inputs.regions.items) - len(values))
    for region, value in zip(inputs.regions.items, values, strict=False):
        one = _class_of(value, params)
        if one is not None:
            yield region, one


def _class_of(value: Any, params: Params) -> Class | None:
    if value is None or value == []:
        return _fallback(params)
    text = value[0] if isinstance(value, list) else value
    return (text, 0, 1.0) if isinstance(text, str) else None


def _fallback(params: Params) -> Class | None:
    if not params.fallback_name:
        return None
    number = params.fallback_number
    return params.fallback_name, NO_NUMBER if number is None or number < 0 else number, 0.0
