"""Finds objects and draws a box round each.

The model decides what it can find: the built-in sample finds licence plates; a model of your own,
such as a YOLO, DETR or RT-DETR detector, finds what it was trained for. Each found object becomes a
region with its class and score, best first. For a street photo with two cars and `min_value` 0.4
the output holds two regions, r1 and r2, both of class `plate`; wire them to *Image crop* to cut the
plates out. Raise `min_value` when there are false finds, lower it when objects are missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Out
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
    regions: Regions = field(metadata={"help": "One region per object, best score first."})


class Params(DetectorParams):
    pass


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
    from runtime.inference.detection import detect_as

    images = [inputs.image for inputs in batch]
    return [Outputs(regions) for regions in detect_as(images, params, context)]
