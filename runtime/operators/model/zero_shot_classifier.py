"""Sorts a text into classes that you only name, without training.

Each label is put into the template and compared with the text by meaning. With the labels `sport`,
`politics` and `cooking`, *The goalkeeper saved a penalty* is `sport`. As *one of them* the scores
add up to 1; as *each by itself* a label's score is the likeness of its sentence, so that several
may fit, or none. A clear sentence works best: with the template `The customer wants to {label}.`
the labels may be `return an item` and `pay a bill`. The model reads English and the first 256
tokens of a text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, String, Text
from runtime.inference import manifests
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL_SLOT = "{label}"
_SHARPNESS = 20.0
"""A likeness 0.05 higher counts e times as much when one label must win."""


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to sort."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The labels with their scores, best first."})
    best: String = field(metadata={"help": "The best label; empty when none reaches min_value."})


class Params(OperatorParams):
    labels: list[str] = Field(
        default_factory=lambda: ["positive", "negative"], min_length=1, max_length=100,
        description="The classes, such as sport and politics.",
    )  # fmt: skip
    template: str = Field(
        default=f"This text is about {LABEL_SLOT}.", min_length=1, max_length=500,
        description="The sentence each label is put into; it has to hold {label}.",
    )  # fmt: skip
    scores: Literal["one of them", "each by itself"] = Field(
        default="one of them", description="Whether one label must win, or each is judged alone."
    )
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Labels with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip

    @field_validator("labels")
    @classmethod
    def _are_words(cls, labels: list[str]) -> list[str]:
        cleaned = list(dict.fromkeys(" ".join(label.split()) for label in labels))
        if any(not label or len(label) > 200 for label in cleaned):
            raise ValueError("each label has to have 1 to 200 characters")
        return cleaned

    @field_validator("template")
    @classmethod
    def _holds_label(cls, template: str) -> str:
        if LABEL_SLOT not in template:
            raise ValueError(f"the template has to hold {LABEL_SLOT}")
        return template


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "zero-shot-classifier",
    title="Zero-shot text classifier",
    group="Models",
    icon="tags",
    aliases=("zero-shot-text-classifier", "ZeroShotTextClassifier"),
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
    summary="{labels}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    import numpy as np

    from runtime.inference import sentences

    model = context.require_model()
    asked = [params.template.replace(LABEL_SLOT, label) for label in params.labels]
    labels = sentences.embed(model, asked, remember=True, cancel=context.cancel)

    def classify(inputs: Inputs) -> Outputs:
        text = text_to_read(inputs.text)
        likeness = labels @ sentences.embed(model, [text], cancel=context.cancel)[0]
        values = np.clip(likeness, 0, 1)
        if params.scores == "one of them":
            weights = np.exp(_SHARPNESS * (likeness - likeness.max()))
            values = weights / weights.sum()
        found = [
            Concept(label, label, round(float(value), 4), number)
            for number, (label, value) in enumerate(zip(params.labels, values, strict=True))
            if value >= params.min_value
        ]
        found.sort(key=lambda concept: -concept.value)
        return Outputs(Concepts(tuple(found)), String(found[0].name if found else ""))

    return per_picture(batch, context, classify)
