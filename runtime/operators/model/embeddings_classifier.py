"""Sorts embeddings into classes that a few examples show.

For texts, write the examples here, one a line, as `label: text`; they are embedded by the node's
model, which has to be the one that made the embeddings. With `bill: Where is my invoice?` and
`repair: The screen is broken`, the embedding of *My phone does not start* is `repair`. Two or three
examples per class do; more are better. For pictures, wire examples as JSON such as
`{"cat": [[0.1, 0.9]], "dog": [[0.8, 0.2]]}`, each vector of the same model. *Nearest class*
compares with each class's mean, *nearest examples* with the five closest examples, *logistic
regression* learns borders between the classes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

from pydantic import Field, field_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Embeddings, Json, String
from runtime.inference import manifests
from runtime.inference.model_params import LeastClassScore
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.model import Model
    from runtime.inference.few_shot import Examples

MOST_EXAMPLES = 1000


@dataclass(frozen=True)
class Inputs:
    embeddings: Embeddings = field(metadata={"help": "The embedding to sort."})
    examples: Json | None = field(
        default=None, metadata={"help": "Vectors of each class by its label, instead of texts."}
    )


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The classes with their scores, best first."})
    best: String = field(metadata={"help": "The best class; empty when none reaches min_value."})


class Params(OperatorParams):
    examples: str = Field(
        default="", max_length=200_000,
        description="Examples, one a line, as label: text.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    method: Literal["nearest class", "nearest examples", "logistic regression"] = Field(
        default="nearest class", description="How an embedding is compared with the examples."
    )
    min_value: LeastClassScore = 0

    @field_validator("examples")
    @classmethod
    def _name_their_class(cls, examples: str) -> str:
        for number, line in enumerate(examples.splitlines(), 1):
            label, mark, text = line.partition(":")
            if line.strip() and not (mark and label.strip() and text.strip()):
                raise ValueError(f"line {number} is no example; write label: text")
        return examples


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "embeddings-classifier",
    title="Few-shot classifier",
    group="Models",
    icon="brain",
    aliases=("EmbeddingsClassifier", "embedding-classifier", "transfer-learn"),
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
    summary="by {method}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import few_shot

    written = _written(params, context.require_model(), context)

    def classify(inputs: Inputs) -> Outputs:
        examples = _wired(inputs.examples.value) if inputs.examples else written
        if len(set(examples.labels)) < 2:
            message = (
                "There are examples of fewer than two classes. Write some for each class, one a "
                "line, as label: text."
            )
            raise OperatorFailedError(message, param="examples")
        scores = few_shot.scores(examples, inputs.embeddings.vectors, params.method)
        found = [
            Concept(label, label, round(value, 4), number)
            for number, (label, value) in enumerate(scores.items())
            if value >= params.min_value
        ]
        found.sort(key=lambda concept: -concept.value)
        return Outputs(Concepts(tuple(found)), String(found[0].name if found else ""))

    return per_picture(batch, context, classify)


def _written(params: Params, model: Model, context: Context) -> Examples:
    from runtime.inference import sentences
    from runtime.inference.few_shot import Examples

    lines = [line.partition(":") for line in params.examples.splitlines() if line.strip()]
    _refuse_too_many(len(lines))
    texts = [text.strip() for _, _, text in lines]
    vectors = sentences.embed(model, texts, remember=True, cancel=context.cancel)
    return Examples(tuple(label.strip() for label, _, _ in lines), vectors)


def _wired(value: Any) -> Examples:
    from runtime.inference.few_shot import Examples

    labels: list[str] = []
    vectors: list[list[float]] = []
    for label, entries in (value if isinstance(value, dict) else {}).items():
        for entry in entries if isinstance(entries, list) else [None]:
            if not _is_vector(entry):
                message = (
                    f"The examples of {label} are no list of vectors. Wire JSON such as "
                    '{"cat": [[0.1, 0.9]], "dog": [[0.8, 0.2]]}.'
                )
                raise OperatorFailedError(message, port="examples")
            labels.append(str(label))
            vectors.append(entry)
    _refuse_too_many(len(labels))
    if len({len(vector) for vector in vectors}) > 1:
        message = "The examples' vectors have different lengths. Make all with the same model."
        raise OperatorFailedError(message, port="examples")
    return Examples.of(labels, vectors)


def _is_vector(entry: Any) -> TypeGuard[list[float]]:
    return (
        isinstance(entry, list | tuple)
        and len(entry) > 0
        and all(isinstance(item, int | float) and not isinstance(item, bool) for item in entry)
    )


def _refuse_too_many(count: int) -> None:
    if count > MOST_EXAMPLES:
        message = f"There are {count:,} examples; the limit is {MOST_EXAMPLES:,}. Use fewer."
        raise OperatorFailedError(message, param="examples")
