"""Draws the points of bodies, hands and other things with parts.

*edge* joins them by lines, *vertex* draws a dot on each, *vertex_label* writes their names. Without
*edges*, which pairs points by their numbers from 1, people and other known skeletons are joined as
usual. Points that were not found lie at 0, 0 and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COPY_IMAGE, NamedColor, supervision_missing
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    regions: Regions = field(metadata={"help": "Regions with keypoints."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    annotator_type: Literal["edge", "vertex", "vertex_label"] = Field(
        title="Draw", default="edge", description="Lines, dots or names."
    )
    color: NamedColor = Field(default="#a351fb", description="Colour of what is drawn.")
    text_color: NamedColor = Field(default="#000000", description="Colour of the names.")
    text_scale: float = Field(default=0.5, gt=0, le=50, description="Size of the names.")
    text_thickness: int = Field(
        default=1,
        ge=1,
        le=50,
        description="How thick the letters are.",
        json_schema_extra={"widget": "pixels"},
    )
    text_padding: int = Field(
        default=10,
        ge=0,
        le=500,
        description="Room round the names.",
        json_schema_extra={"widget": "pixels"},
    )
    thickness: int = Field(
        default=2,
        ge=1,
        le=1000,
        description="How thick the lines are.",
        json_schema_extra={"widget": "pixels"},
    )
    radius: int = Field(
        default=10,
        ge=0,
        le=500,
        description="How large the dots are, and how round the plates of names.",
        json_schema_extra={"widget": "pixels"},
    )
    edges: list[tuple[int, int]] | None = Field(
        default=None,
        max_length=1000,
        description="Pairs of points to join, by number from 1; none for the known skeleton.",
    )


@operator(
    "draw-keypoints",
    title="Draw keypoints",
    group="Draw",
    icon="network",
    blocks=(
        Block(
            "roboflow_core/keypoint_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "predictions": Wire("regions", kinds=("keypoint_detection_prediction",)),
                "annotator_type": Setting("annotator_type"),
                "color": Setting("color"),
                "text_color": Setting("text_color", default="black"),
                "text_scale": Setting("text_scale"),
                "text_thickness": Setting("text_thickness"),
                "text_padding": Setting("text_padding"),
                "thickness": Setting("thickness"),
                "radius": Setting("radius"),
                "edges": Setting("edges", kinds=("list_of_values",)),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
            names=("KeypointVisualization",),
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="{annotator_type}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import supervision as sv

    from runtime.media.annotating import class_number, drawn

    image = inputs.image
    items = [item for item in inputs.regions.items if item.keypoints]
    if not items:
        return Outputs(image)
    most = max(len(item.keypoints) for item in items)
    places = np.zeros((len(items), most, 2), np.float32)
    sure = np.zeros((len(items), most), np.float32)
    names = np.full((len(items), most), "", dtype=object)
    for row, item in enumerate(items):
        for column, point in enumerate(item.keypoints):
            places[row, column] = (point.x * image.width, point.y * image.height)
            sure[row, column], names[row, column] = point.value, point.name
    found = sv.KeyPoints(
        xy=places,
        keypoint_confidence=sure,
        class_id=np.asarray([class_number(item.concepts) for item in items]),
        data={"class_name": names},
    )
    if any(not 1 <= number <= most for edge in params.edges or () for number in edge):
        message = f"edges joins points by their numbers, here from 1 to {most}. Change the pairs."
        raise OperatorFailedError(message)
    annotator = _annotator(params)
    return Outputs(drawn(image, lambda scene: annotator.annotate(scene=scene, key_points=found)))


def _annotator(params: Params) -> Any:
    import supervision as sv

    from runtime.media.annotating import hex_color

    color = hex_color(params.color)
    match params.annotator_type:
        case "edge":
            return sv.EdgeAnnotator(color, params.thickness, params.edges)
        case "vertex":
            return sv.VertexAnnotator(color, params.radius)
        case _:
            return sv.VertexLabelAnnotator(
                color=color,
                text_color=hex_color(params.text_color),
                text_scale=params.text_scale,
                text_thickness=params.text_thickness,
                text_padding=params.text_padding,
                border_radius=params.radius,
            )
