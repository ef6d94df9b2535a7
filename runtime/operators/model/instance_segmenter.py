"""Finds objects and traces the outline of each.

It works as *Visual detector* does, with a model that also answers masks, such as a YOLO-seg model
that you import. For a photo of two cups the output holds two regions of class `cup`, each with its
box and, as its polygon, the cup's outline. Wire them to *Mask background* to cut the cups out, or
to *Draw regions* to show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Ignored, Out
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
        metadata={"help": "One region per object with its outline, best score first."}
    )


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


_WHY = "outlines are always traced at the mask's own resolution"
BLOCKS = model_blocks(
    "roboflow_core/roboflow_instance_segmentation_model",
    ("RoboflowInstanceSegmentationModel", "InstanceSegmentationModel"),
    {
        **BOXES,
        "mask_decode_mode": Ignored(_WHY),
        "tradeoff_factor": Ignored(_WHY),
        "enforce_dense_masks_in_inference_models": Ignored(_WHY),
    },
    {"predictions": Out("regions", ("instance_segmentation_prediction",))},
    newer=("roboflow_core/roboflow_instance_segmentation_model@v4",),
)


@operator(
    "instance-segmenter",
    title="Instance segmenter",
    group="Models",
    icon="shapes",
    blocks=BLOCKS,
    task="instance-segment",
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
