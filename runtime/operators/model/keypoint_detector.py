"""Finds objects and the points that make them up.

It works as *Visual detector* does, with a model that also answers keypoints, such as a YOLO-pose
model that you import. For a photo of one person the output holds one region of class `person`,
with a point for each joint: where it lies, how sure the model is, and its name when the model tells
names. Points under `min_point` are left out, so that hidden joints do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(
        metadata={"help": "One region per object with its points, best score first."}
    )


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.4, ge=0, le=1, description="Objects with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    min_point: float = Field(title="Least point score",
        default=0.3, ge=0, le=1, description="Points with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    max_regions: int = Field(
        title="Most regions",
        default=100,
        ge=1,
        le=1000,
        description="The most objects to answer, best first.",
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these classes; empty for all that the model knows.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


@operator(
    "keypoint-detector",
    title="Keypoint detector",
    group="Models",
    icon="crosshair",
    aliases=("visual-keypointer", "KeypointsDetectionModel",
             "roboflow_core/roboflow_keypoint_detection_model@v1",
             "roboflow_core/roboflow_keypoint_detection_model@v2"),
    task="keypoints",
    heavy=True,
    summary="score over {min_value}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.detection import detect_all

    outcomes = []
    for regions in detect_all(
        context.require_model(),
        [inputs.image for inputs in batch],
        min_value=params.min_value,
        max_regions=params.max_regions,
        classes=params.classes,
        cancel=context.cancel,
    ):
        outcomes.append(Outputs(_sure(regions, params.min_point)))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _sure(regions: Regions, least: float) -> Regions:
    """The regions without the points that the model is not sure of."""
    return Regions(
        tuple(
            replace(
                region, keypoints=tuple(item for item in region.keypoints if item.value >= least)
            )
            for region in regions.items
        )
    )
