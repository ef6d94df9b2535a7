"""Says what a whole picture shows.

The model decides which classes there are: the built-in sample tells the digits 0 to 9 apart, and a
classifier that you import knows its own. For a picture of a hand-written seven the output holds the
concept `7` with its score first. Wire the crops of *Image crop* to it to classify each region;
*Concept thresholder* and *Input filter* go on from its concepts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Out
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Image, Placement
from runtime.inference.model_params import ClassFilter, LeastClassScore, MostClasses, ScoreThreshold
from runtime.inference.roboflow_fields import model_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to classify."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The classes with their scores, best first."})


class Params(OperatorParams):
    min_value: LeastClassScore = 0.0
    max_concepts: MostClasses = 5
    classes: ClassFilter = Field(default_factory=list)
    threshold: ScoreThreshold = "least score"
    several: bool = Field(
        title="Several apply", default=False,
        description="Whether all classes that are answered apply, not the best alone.",
    )  # fmt: skip


_KINDS = ("classification_prediction",)
BLOCKS = (
    *model_blocks(
        "roboflow_core/roboflow_classification_model",
        ("RoboflowClassificationModel", "ClassificationModel"),
        {},
        {"predictions": Out("concepts", _KINDS, "classification")},
        fixed={"max_concepts": 1000},
        best=False,
    ),
    *model_blocks(
        "roboflow_core/roboflow_multi_label_classification_model",
        ("RoboflowMultiLabelClassificationModel", "MultiLabelClassificationModel"),
        {},
        {"predictions": Out("concepts", _KINDS, "multi_label")},
        fixed={"max_concepts": 1000, "several": True},
    ),
)


@operator(
    "visual-classifier",
    title="Visual classifier",
    group="Models",
    icon="tags",
    blocks=BLOCKS,
    task="classify",
    default_model="digits",
    heavy=True,
    summary="best {max_concepts}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.decoders import classifier
    from runtime.inference.detection import least_score
    from runtime.inference.pictures import look

    model = context.require_model()
    least = least_score(model.manifest, params.min_value, own=params.threshold == "model")
    outcomes = []
    images = [inputs.image for inputs in batch]
    for seen in look(model, images, classifier.ROLES, cancel=context.cancel):
        concepts = classifier.read(
            seen,
            min_value=0 if params.several else least,
            limit=params.max_concepts,
            classes=params.classes,
        )
        if params.several:
            outcomes.append(Outputs(_several(concepts, least, seen.image.placement)))
        else:
            outcomes.append(Outputs(Concepts(concepts, seen.image.placement)))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _several(every: Sequence[Concept], least: float, placement: Placement) -> Concepts:
    """Those that are sure enough, and the others, in the order of the model's classes."""
    ordered = sorted(every, key=lambda one: one.number or 0)
    sure = tuple(one for one in ordered if one.value >= least)
    others = tuple(one for one in ordered if one.value < least)
    return Concepts(sure, placement, several=True, others=others)
