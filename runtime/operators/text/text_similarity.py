"""Says how alike two texts are, letter by letter or word by word.

By characters, `licence` and `license` are 0.86 alike: twice the letters they share in order, out of
all letters. By words it is the share of different words that stand in both: `red car` and `red
van` have one of three in common, 0.33. Sorted words are compared by characters after sorting, so
that `Doe, Jane` and `Jane Doe` are equal. Nothing here knows what the words mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Number, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_CHARACTERS = 5000
"""Comparing letter by letter takes the product of both lengths."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "One text."})
    other: Text | None = field(
        default=None, metadata={"help": "The text to compare it with; unwired, the one set here."}
    )


@dataclass(frozen=True)
class Outputs:
    similarity: Number = field(metadata={"help": "0 for nothing in common, 1 for equal."})
    alike: Boolean = field(metadata={"help": "Whether the similarity is at least min_value."})


class Params(OperatorParams):
    other: str = Field(title="Compare with",
        default="", max_length=20_000,
        description="The text to compare with when none is wired.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    method: Literal["characters", "words", "sorted words"] = Field(
        default="characters", description="What is compared."
    )
    ignore_case: bool = Field(default=True, description="Whether A and a are the same.")
    min_value: float = Field(title="Least similarity",
        default=0.8, ge=0, le=1, description="From here on two texts count as alike.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "text-similarity",
    title="Text similarity",
    group="Text",
    icon="equal",
    heavy=True,
    summary="by {method}, alike from {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outcomes = []
    for inputs in batch:
        outcomes.append(_compared(inputs, params))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _compared(inputs: Inputs, params: Params) -> Outputs | Failure:
    other = inputs.other.raw if inputs.other else params.other
    text = inputs.text.raw
    if params.ignore_case:
        text, other = text.casefold(), other.casefold()
    if params.method == "words":
        left, right = set(_WORD.findall(text)), set(_WORD.findall(other))
        value = len(left & right) / len(left | right) if left | right else 1.0
        return _outputs(value, params)
    if max(len(text), len(other)) > _MOST_CHARACTERS:
        message = (
            f"A text is longer than {_MOST_CHARACTERS} characters, too long to compare by "
            f"{params.method}. Compare by words, or split the text first."
        )
        return Failure(OperatorFailedError(message, param="method"))
    if params.method == "sorted words":
        text, other = _sorted(text), _sorted(other)
    return _outputs(SequenceMatcher(None, text, other, autojunk=False).ratio(), params)


def _sorted(text: str) -> str:
    return " ".join(sorted(_WORD.findall(text)))


def _outputs(value: float, params: Params) -> Outputs:
    return Outputs(Number(round(value, 4)), Boolean(value >= params.min_value))
