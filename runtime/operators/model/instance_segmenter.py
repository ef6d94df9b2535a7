"""Finds objects and traces the outline of each.

It works as *Visual detector* does, with a model that also answers masks, such as a YOLO-seg model
that you import. For a photo of two cups the output holds two regions of class `cup`, each with its
box and, as its polygon, the cup's outline. Wire them to *Mask background* to cut the cups out, or
to *Draw regions* to show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
        le=1000,
        description="The most objects to answer, best first.",
    )
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these classes; empty for all that the model knows.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


@operator(
    "instance-segmenter",
    title="Instance segmenter",
    group="Models",
    icon="shapes",
    aliases=("InstanceSegmentationModel",
             "roboflow_core/roboflow_instance_segmentation_model@v1",
             "roboflow_core/roboflow_instance_segmentation_model@v2"),
    task="instance-segment",
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
        outcomes.append(Outputs(regions))
        context.progress(len(outcomes), len(batch))
    return outcomes
