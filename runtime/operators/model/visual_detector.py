"""Finds objects and draws a box round each.

The model decides what it can find: the built-in sample finds licence plates; a model of your own,
such as a YOLO, DETR or RT-DETR detector, finds what it was trained for. Each found object becomes a
region with its class and score, best first. For a street photo with two cars and `min_value` 0.4
the output holds two regions, r1 and r2, both of class `plate`; wire them to *Image crop* to cut the
plates out. Raise `min_value` when there are false finds, lower it when objects are missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Out
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
    regions: Regions = field(metadata={"help": "One region per object, best score first."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.4, ge=0, le=1, description="Objects with a lower score are left out.",
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
    "roboflow_core/roboflow_object_detection_model",
    ("RoboflowObjectDetectionModel", "ObjectDetectionModel"),
    BOXES,
    {"predictions": Out("regions", ("object_detection_prediction",))},
)


@operator(
    "visual-detector",
    title="Visual detector",
    group="Models",
    icon="scan",
    blocks=BLOCKS,
    task="detect",
    default_model="plates",
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
        outcomes.append(Outputs(regions))
        context.progress(len(outcomes), len(batch))
    return outcomes
