"""Writes on a picture what a classifier says of it.

The best concept stands at a corner, an edge or the middle. When the scores add up to more than one,
several hold at once, and all are written, one below the other. A photo of a pet says `cat 0.93`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.values import Concept, Concepts, Image
from runtime.media.color_choice import (
    COLORS,
    COPY_IMAGE,
    ColorParams,
    supervision_missing,
)
from runtime.media.drawing_params import (
    PlateRadius,
    TextColor,
    TextPadding,
    TextScale,
    TextThickness,
)
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    concepts: Concepts = field(metadata={"help": "What the classifier says."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


Place = Literal[
    "CENTER", "CENTER_LEFT", "CENTER_RIGHT", "TOP_CENTER", "TOP_LEFT", "TOP_RIGHT",
    "BOTTOM_LEFT", "BOTTOM_CENTER", "BOTTOM_RIGHT",
]  # fmt: skip


class Params(ColorParams):
    text: Literal["Class", "Confidence", "Class and Confidence"] = Field(
        default="Class", description="What is written."
    )
    text_position: Place = Field(default="TOP_LEFT", description="Where it stands.")
    text_color: TextColor = "#ffffff"
    text_scale: TextScale = 1.0
    text_thickness: TextThickness = 1
    text_padding: TextPadding = 10
    border_radius: PlateRadius = 0


@operator(
    "draw-concepts",
    title="Draw concepts",
    group="Draw",
    icon="tags",
    blocks=(
        Block(
            "roboflow_core/classification_label_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "predictions": Wire("concepts", kinds=("classification_prediction",)),
                **{name: Setting(name) for name in COLORS},
                "text": Setting("text"),
                "text_position": Setting("text_position"),
                "text_color": Setting("text_color"),
                "text_scale": Setting("text_scale"),
                "text_thickness": Setting("text_thickness"),
                "text_padding": Setting("text_padding"),
                "border_radius": Setting("border_radius"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    available=supervision_missing,
    heavy=True,
    summary="{text}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LETTER_PIXELS = (15, 20)
"""Width and height of a letter at scale 1, roughly."""


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import supervision as sv

    from runtime.media.annotating import class_number, color_choice, drawn, hex_color, spot

    chosen = _chosen(inputs.concepts)
    if not chosen:
        return Outputs(inputs.image)
    if params.text_position.startswith("BOTTOM"):
        chosen = chosen[::-1]
    labels = [_label(concept, params.text) for concept in chosen]
    found = sv.Detections(
        xyxy=np.asarray(_rows(labels, inputs.image, params), np.float64),
        class_id=np.asarray([class_number((concept,)) for concept in chosen]),
        confidence=np.asarray([concept.value for concept in chosen]),
        tracker_id=np.zeros(len(chosen), np.int64),
    )
    annotator = sv.LabelAnnotator(
        **color_choice(params),
        text_position=spot(params.text_position),
        text_color=hex_color(params.text_color),
        text_scale=params.text_scale,
        text_thickness=params.text_thickness,
        text_padding=params.text_padding,
        border_radius=params.border_radius,
    )
    return Outputs(
        drawn(
            inputs.image,
            lambda scene: annotator.annotate(scene=scene, detections=found, labels=labels),
        )
    )


def _chosen(concepts: Concepts) -> list[Concept]:
    best_first = sorted(concepts.items, key=lambda concept: -concept.value)
    several = sum(concept.value for concept in best_first) > 1 + 1e-3 * (len(best_first) + 1)
    return best_first if several else best_first[:1]


def _label(concept: Concept, told: str) -> str:
    match told:
        case "Class":
            return concept.name
        case "Confidence":
            return f"{concept.value:.2f}"
        case _:
            return f"{concept.name} {concept.value:.2f}"


def _rows(labels: list[str], image: Image, params: Params) -> list[tuple[float, ...]]:
    """A box for each label, at the place of which it is written."""
    wide, high, padding = image.width, image.height, params.text_padding
    step = _LETTER_PIXELS[1] * params.text_scale + 2 * (padding + params.text_thickness) + 5
    rows = range(len(labels))
    if params.text_position.startswith("BOTTOM"):
        return [(0, 0, wide, high - step * (index + 1)) for index in rows]
    if params.text_position.startswith("TOP"):
        return [(0, step * (index + 1), wide, high) for index in rows]
    top = max(0.0, min((high - step * len(labels)) / 2, high - step * len(labels)))
    letters = max(map(len, labels)) * _LETTER_PIXELS[0] * params.text_scale
    room = letters + 2 * padding + 20 + max(0, 10 - padding) * 3
    left = room if params.text_position == "CENTER_LEFT" else 0
    right = wide - room if params.text_position == "CENTER_RIGHT" else wide
    return [(left, top + step * index, right, top + step * (index + 1)) for index in rows]
