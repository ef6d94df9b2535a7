"""Tells how alike a picture and each of your own descriptions are.

It needs a model that knows pictures and texts alike, such as CLIP or SigLIP, which you import. For
the texts `a dog` and `a car`, a photo of a dog gives two numbers from -1 to 1, in the order of the
texts, such as 0.27 and 0.18, and names the most and the least alike. *Zero-shot visual classifier*
makes scores of them that add up to one; here they stay as they are measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import (
    PARENT_ID,
    ROOT_PARENT_ID,
    Block,
    ModelField,
    Out,
    Setting,
    Wire,
    told,
)  # fmt: skip
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Image, List, Number, String

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to compare."})


@dataclass(frozen=True)
class Outputs:
    similarities: List = field(metadata={"help": "How alike, from -1 to 1, in the texts' order."})
    highest: Number = field(metadata={"help": "The greatest of them."})
    most_alike: String = field(metadata={"help": "The text that is most alike."})
    lowest: Number = field(metadata={"help": "The least of them."})
    least_alike: String = field(metadata={"help": "The text that is least alike."})
    concepts: Concepts = field(metadata={"help": "The texts with their numbers, best first."})


class Params(OperatorParams):
    texts: list[str] = Field(
        default_factory=lambda: ["a person", "a vehicle"], min_length=1, max_length=200,
        description="What the picture is compared with.",
    )  # fmt: skip


_TEXTS = ("list_of_values",)
BLOCKS = (
    Block(
        "roboflow_core/clip_comparison@v2",
        {
            "images": Wire("image", also=("image",)),
            "classes": Setting("texts", kinds=_TEXTS, required=True),
            "version": ModelField(default="ViT-B-16"),
        },
        {
            "similarities": Out("similarities", _TEXTS),
            "max_similarity": Out("highest", ("float_zero_to_one",)),
            "most_similar_class": Out("most_alike", ("string",)),
            "min_similarity": Out("lowest", ("float_zero_to_one",)),
            "least_similar_class": Out("least_alike", ("string",)),
            "classification_predictions": Out(
                "concepts", ("classification_prediction",), "classification"
            ),
            "parent_id": PARENT_ID,
            "root_parent_id": ROOT_PARENT_ID,
        },
    ),
    Block(
        "roboflow_core/clip_comparison@v1",
        {
            "images": Wire("image", also=("image",)),
            "texts": Setting("texts", kinds=_TEXTS, required=True),
            "version": ModelField(default="ViT-B-16"),
        },
        {
            "similarity": Out("similarities", _TEXTS),
            "parent_id": PARENT_ID,
            "root_parent_id": ROOT_PARENT_ID,
            "prediction_type": told("embedding-comparison"),
        },
        names=("ClipComparison",),
    ),
)


@operator(
    "picture-text-similarity",
    title="Picture and text similarity",
    group="Models",
    icon="list-checks",
    blocks=BLOCKS,
    task="image-embed",
    heavy=True,
    summary="{texts}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    import numpy as np

    from runtime.inference.decoders import clip

    model = context.require_model()
    if model.manifest.decoder != "clip":
        message = (
            f"The model {model.manifest.title} knows no texts. "
            "Choose or import a model such as CLIP, which knows pictures and texts."
        )
        raise OperatorFailedError(message, model=model.manifest.id)
    vectors = np.stack(list(clip.texts(model, params.texts, context.cancel)))
    outcomes = []
    images = [inputs.image for inputs in batch]
    for image, vector in zip(images, clip.pictures(model, images, context.cancel), strict=True):
        alike = [float(value) for value in clip.cosines(vector, vectors)]
        outcomes.append(_told(alike, params.texts, image))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _told(alike: list[float], texts: Sequence[str], image: Image) -> Outputs:
    ranked = sorted(range(len(alike)), key=lambda place: -alike[place])
    first, last = ranked[0], ranked[-1]
    concepts = tuple(Concept(texts[i], texts[i], alike[i], i) for i in ranked)
    return Outputs(
        similarities=List(tuple(alike)),
        highest=Number(alike[first]),
        most_alike=String(texts[first]),
        lowest=Number(alike[last]),
        least_alike=String(texts[last]),
        concepts=Concepts(concepts, image.placement),
    )
