"""Says which of your own descriptions fits a picture best.

It needs a model that knows pictures and texts alike, such as CLIP or SigLIP, which you import. With
the labels `cat` and `dog` and the template `a photo of a {label}`, a photo of a dog gives the
concept `dog` first. Nothing has to be trained: change the labels and run again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, Image

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to judge."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The labels with their scores, best first."})


class Params(OperatorParams):
    labels: list[str] = Field(
        default_factory=lambda: ["a person", "a vehicle", "a building"], min_length=1,
        max_length=200, description="What the picture may show, one description each.",
    )  # fmt: skip
    template: str = Field(
        default="a photo of {label}", min_length=1, max_length=500,
        description="The sentence a label is put into; it has to hold {label}.",
    )  # fmt: skip
    min_value: float = Field(title="Least score",
        default=0.0, ge=0, le=1, description="Labels with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip

    @field_validator("template")
    @classmethod
    def _holds_the_label(cls, template: str) -> str:
        if "{label}" not in template:
            message = "the template has to hold {label}, where a label goes"
            raise ValueError(message)
        return template


@operator(
    "zero-shot-visual-classifier",
    title="Zero-shot visual classifier",
    group="Models",
    icon="list-checks",
    task="image-embed",
    heavy=True,
    summary="{template}",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    import numpy as np

    from runtime.inference.decoders import classifier, clip

    model = context.require_model()
    if model.manifest.decoder != "clip":
        message = (
            f"The model {model.manifest.title} knows no texts. "
            "Choose or import a model such as CLIP, which knows pictures and texts."
        )
        raise OperatorFailedError(message, model=model.manifest.id)
    labels = list(dict.fromkeys(params.labels))
    sentences = [params.template.replace("{label}", label) for label in labels]
    vectors = np.stack(list(clip.texts(model, sentences, context.cancel)))
    outcomes = []
    images = [inputs.image for inputs in batch]
    vectors_seen = clip.pictures(model, images, context.cancel)
    for image, vector in zip(images, vectors_seen, strict=True):
        scores = clip.likeness(model.manifest, vector, vectors)
        found = classifier.best(scores, labels, min_value=params.min_value, limit=len(labels))
        outcomes.append(Outputs(Concepts(found, image.placement)))
        context.progress(len(outcomes), len(batch))
    return outcomes
