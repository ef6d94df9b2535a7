"""Finds objects and the points that make them up.

It works as *Visual detector* does, with a model that also answers keypoints, such as a YOLO-pose
model that you import. For a photo of one person the output holds one region of class `person`,
with a point for each joint: where it lies, how sure the model is, and its name when the model tells
names. Points under `min_point` are left out, so that hidden joints do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Out, Setting
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.roboflow_fields import BOXES, model_blocks

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
        le=3000,
        description="The most objects to answer, best first.",
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these classes; empty for all that the model knows.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip
    overlap: float | None = Field(title="Most overlap",
        default=None, ge=0, le=1,
        description="Of boxes that share more than this the best stays; empty: as the model says.",
    )  # fmt: skip
    across_classes: bool = Field(
        default=False, description="Whether a box gives way to a better one of another class too."
    )
    max_candidates: int = Field(
        title="Most candidates", default=3000, ge=1, le=30_000,
        description="The most boxes that are compared with each other.",
    )  # fmt: skip
    threshold: Literal["least score", "model"] = Field(
        default="least score",
        description="Whether the least score counts, or the one that the model came with.",
    )


BLOCKS = model_blocks(
    "roboflow_core/roboflow_keypoint_detection_model",
    ("RoboflowKeypointDetectionModel", "KeypointsDetectionModel"),
    {
        **BOXES,
        "keypoint_confidence": Setting("min_point", kinds=("float_zero_to_one",), default=0.0),
    },
    {"predictions": Out("regions", ("keypoint_detection_prediction",))},
    best=False,
)


@operator(
    "keypoint-detector",
    title="Keypoint detector",
    group="Models",
    icon="crosshair",
    aliases=("visual-keypointer",),
    blocks=BLOCKS,
    task="keypoints",
    heavy=True,
    summary="score over {min_value}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.detection import Rivals, detect_all, least_score

    model = context.require_model()
    outcomes = []
    for regions in detect_all(
        model,
        [inputs.image for inputs in batch],
        min_value=least_score(model.manifest, params.min_value, own=params.threshold == "model"),
        max_regions=params.max_regions,
        classes=params.classes,
        rivals=Rivals(params.overlap, params.across_classes, params.max_candidates),
        cancel=context.cancel,
    ):
        outcomes.append(Outputs(_sure(regions, params.min_point)))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _sure(regions: Regions, least: float) -> Regions:
    """The regions without the points that the model is not sure of."""
    return replace(
        regions,
        items=tuple(
            replace(
                region, keypoints=tuple(item for item in region.keypoints if item.value >= least)
            )
            for region in regions.items
        ),
    )
