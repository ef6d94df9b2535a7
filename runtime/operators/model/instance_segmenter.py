"""Finds objects and traces the outline of each.

It works as *Visual detector* does, with a model that also answers masks, such as a YOLO-seg model
that you import. For a photo of two cups the output holds two regions of class `cup`, each with its
box and, as its polygon, the cup's outline. Wire them to *Mask background* to cut the cups out, or
to *Draw regions* to show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Ignored, Out
from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.model_params import DetectorParams
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


class Params(DetectorParams):
    pass


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
    from runtime.inference.detection import detect_as

    images = [inputs.image for inputs in batch]
    return [Outputs(regions) for regions in detect_as(images, params, context)]
