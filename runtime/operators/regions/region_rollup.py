"""Brings lists of regions, one for each region of a picture, back to that picture.

The other half of *Image crop*: after a detector ran on each crop and its answers were gathered to a
list, this moves them to the whole picture and joins what several crops saw. Regions of a class
that overlap become one round both, key points that lie close together become their mean. Two crops
that share a car give one car. `crop_zones` are the crops' corners in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, List, Region, Regions
from runtime.inference.agreement import best_name
from runtime.inference.pixels import edges, known_size
from runtime.inference.rollup import (
    Strategy,
    connected,
    joined,
    mean_points,
    same_points,
    touching,
)
from runtime.inference.views import brought_back
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Placement


@dataclass(frozen=True)
class Inputs:
    parents: Regions = field(metadata={"help": "The regions that the crops were cut for."})
    children: List = field(metadata={"help": "The regions found in each crop, in that order."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "All of them in the whole picture."})
    crop_zones: List = field(metadata={"help": "The four corners of each crop, in pixels."})


class Params(OperatorParams):
    confidence_strategy: Strategy = Field(
        default="max", title="Score", description="How the scores of joined regions become one."
    )
    overlap_threshold: float = Field(
        default=0, ge=0, le=1, title="Overlap",
        description="Common area over the area of both, from which they are joined; 0 for any.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    keypoint_merge_threshold: float = Field(
        default=10, ge=0, le=1_000_000, title="Key point distance",
        description="In pixels: key points closer than this on average are joined.",
    )  # fmt: skip


@operator(
    "region-rollup",
    title="Region roll-up",
    group="Edit and filter",
    icon="layers",
    blocks=(
        Block(
            "roboflow_core/detections_list_rollup@v1",
            names=("DetectionsListRollUp",),
            fields={
                "parent_detection": Wire("parents"),
                "child_detections": Wire("children", kinds=("list_of_values",)),
                "confidence_strategy": Setting(
                    "confidence_strategy", kinds=("string", "list_of_values")
                ),
                "overlap_threshold": Setting("overlap_threshold"),
                "keypoint_merge_threshold": Setting("keypoint_merge_threshold"),
            },
            outputs={
                "rolled_up_detections": "regions",
                "crop_zones": Out("crop_zones", ("list_of_values",)),
            },
        ),
    ),
    summary="joined over {overlap_threshold}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    parents, children = inputs.parents, inputs.children.value
    if len(parents.items) != len(children):
        message = (
            f"There are {len(parents.items)} regions and {len(children)} lists found in them; "
            "there has to be one list for each region, in their order."
        )
        raise OperatorFailedError(message, port="children")
    if not parents.items:
        return Outputs(parents, List(()))
    size = known_size(parents, "parents")
    brought: dict[str, list[Region]] = {}
    for parent, found in zip(parents.items, children, strict=True):
        for region in _brought(parent, found, size):
            brought.setdefault(best_name(region), []).append(region)
    every = [region for regions in brought.values() for region in regions]
    posed = any(region.keypoints for region in every)
    rolled = [one for same in brought.values() for one in _rolled(same, params, size, posed=posed)]
    named = tuple(replace(region, id=f"r{number}") for number, region in enumerate(rolled, 1))
    zones = tuple(_corners(region, size) for region in parents.items)
    return Outputs(Regions(named, size), List(zones))


def _rolled(
    regions: Sequence[Region], params: Params, size: Placement, *, posed: bool
) -> list[Region]:
    """Regions of one class, joined."""
    way = params.confidence_strategy
    if posed:
        groups = connected(regions, same_points(params.keypoint_merge_threshold, size))
        return [mean_points(group, way) for group in groups]
    groups = connected(regions, touching(params.overlap_threshold))
    return [joined(group, way, size) for group in groups]


def _brought(parent: Region, found: Any, size: Placement) -> list[Region]:
    """What was found in a crop, in 0..1 of the whole picture."""
    if found is None:
        return []
    if not isinstance(found, Regions):
        message = "A list of regions holds something else. Gather the answers of a detector."
        raise OperatorFailedError(message, port="children")
    if not found.items:
        return []
    own = known_size(found, "children")
    left, top, _, _ = edges(parent, size)
    part = Box(
        top=int(top) / size.height,
        left=int(left) / size.width,
        bottom=(int(top) + own.height) / size.height,
        right=(int(left) + own.width) / size.width,
    )
    return [brought_back(region, part) for region in found.items]


def _corners(region: Region, size: Placement) -> list[list[float]]:
    left, top, right, bottom = edges(region, size)
    return [[left, top], [right, top], [right, bottom], [left, bottom]]
