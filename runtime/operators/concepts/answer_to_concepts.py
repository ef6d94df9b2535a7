"""Reads a classification out of what a vision model wrote, in JSON.

The model writes one class, `{"class_name": "cat", "confidence": 0.9}`, or several,
`{"predicted_classes": [{"class": "cat", "confidence": 0.9}]}`. Classes that were asked for and are
not among them get the score 0 when one class is told. `failed` is yes where nothing could be read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import RUN_ID, Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Concept, Concepts, Image, String, Text
from runtime.query.lenient_json import found_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES = ("class", "class_name", "label")


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture that the model looked at."})
    answer: Text | String = field(metadata={"help": "What the model wrote."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts | None = field(metadata={"help": "The classes that it tells, best first."})
    failed: Boolean = field(metadata={"help": "Whether nothing could be read."})


class Params(OperatorParams):
    classes: list[str] = Field(
        default=[], max_length=1000, description="The classes that were asked for, in order."
    )


@operator(
    "answer-to-concepts",
    title="Model answer to concepts",
    group="Concepts",
    icon="tags",
    blocks=(
        Block(
            "roboflow_core/vlm_as_classifier@v2",
            {
                "image": Wire("image"),
                "vlm_output": Wire("answer", kinds=("language_model_output",)),
                "classes": Setting("classes", required=True),
            },
            {
                "error_status": Out("failed", ("boolean",)),
                "predictions": Out("concepts", ("classification_prediction",)),
                "inference_id": RUN_ID,
            },
            names=("roboflow_core/vlm_as_classifier@v1",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_read(inputs, params) for inputs in batch]


def _read(inputs: Inputs, params: Params) -> Outputs:
    answer = inputs.answer
    told = found_json(answer.raw if isinstance(answer, Text) else answer.value)
    try:
        scores, several = _scores(told)
    except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
        return Outputs(None, Boolean(value=True))
    numbers = {name: number for number, name in enumerate(params.classes)}
    told_of = [Concept(name, name, score, numbers.get(name, -1)) for name, score in scores.items()]
    rest = [Concept(name, name, 0.0, at) for name, at in numbers.items() if name not in scores]
    if several:
        found = Concepts(tuple(told_of), inputs.image.placement, several, tuple(rest))
    else:
        items = sorted([*told_of, *rest], key=lambda one: -one.value)
        found = Concepts(tuple(items), inputs.image.placement)
    return Outputs(found, Boolean(value=False))


def _scores(told: Any) -> tuple[dict[str, float], bool]:
    """The classes with their scores, and whether several apply."""
    if isinstance(told, list) and told:
        return _several(told), True
    if told.get("class_name") is not None and "confidence" in told:
        return {str(told["class_name"]): _share(told["confidence"])}, False
    return _several(told["predicted_classes"]), True


def _several(entries: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for entry in entries:
        name = next(str(entry[key]) for key in NAMES if entry.get(key) is not None)
        scores[name] = max(scores.get(name, 0.0), _share(entry.get("confidence", 1.0)))
    return scores


def _share(value: Any) -> float:
    share = float(value)
    if math.isnan(share):
        message = "a score that is no number"
        raise ValueError(message)
    return min(max(share, 0.0), 1.0)
