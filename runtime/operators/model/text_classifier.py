"""Says which classes a text belongs to.

It needs a text classifier that you import, such as one for topics, feelings or spam; the model
decides which classes there are. With a model of feelings, `I love it` gives the concept `positive`
first. To sort texts by descriptions of your own without such a model, use *Zero-shot text
classifier*; by patterns, *Regex-based classifier*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, Text
from runtime.inference.model_params import ClassFilter, LeastClassScore, MostClasses

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to classify."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The classes with their scores, best first."})


class Params(OperatorParams):
    min_value: LeastClassScore = 0.0
    max_concepts: MostClasses = 5
    classes: ClassFilter = Field(default_factory=list)


@operator(
    "text-classifier",
    title="Text classifier",
    group="Models",
    icon="tag",
    task="text-classify",
    heavy=True,
    summary="best {max_concepts}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.decoders import classifier, text_classifier
    from runtime.inference.text_models import run_texts

    model = context.require_model()
    outcomes = []
    texts = [inputs.text.raw for inputs in batch]
    for said in run_texts(model, texts, text_classifier.ROLES, context.cancel):
        for scores in text_classifier.read(said):
            found = classifier.best(
                scores, model.manifest.labels,
                min_value=params.min_value, limit=params.max_concepts, classes=params.classes,
            )  # fmt: skip
            outcomes.append(Outputs(Concepts(found)))
        context.progress(len(outcomes), len(batch))
    return outcomes
