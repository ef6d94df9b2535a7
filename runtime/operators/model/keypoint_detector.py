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

from runtime.contracts.blocks import Out, Setting
from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Image, Regions
from runtime.inference.model_params import DetectorParams, ScoreParams
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


class PointParams(ScoreParams):
    """Stands between the score and the rest of what detectors have."""

    min_point: float = Field(title="Least point score",
        default=0.3, ge=0, le=1, description="Points with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


class Params(DetectorParams, PointParams):
    pass


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
    from runtime.inference.detection import detect_as

    images = [inputs.image for inputs in batch]
    return [
        Outputs(_sure(regions, params.min_point)) for regions in detect_as(images, params, context)
    ]


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
