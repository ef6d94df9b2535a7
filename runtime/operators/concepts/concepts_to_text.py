"""Writes concepts as a text.

`cat 0.93` and `dog 0.41` become `cat, dog`, or with `scores` on `cat (0.93), dog (0.41)`. Use it to
speak, print or prompt with what a classifier found. When there are no concepts the text is what
`when_empty` says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to write down."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "Their names in one text."})


class Params(OperatorParams):
    separator: str = Field(default=", ", max_length=200, description="What stands between two.")
    scores: bool = Field(default=False, description="Whether each name has its score behind it.")
    topk: int = Field(
        title="Most concepts", default=100, ge=1, le=1000,
        description="The most concepts to write, in their order.",
    )  # fmt: skip
    when_empty: str = Field(
        default="", max_length=1000, description="The text when there are no concepts."
    )


@operator(
    "concepts-to-text",
    title="Concepts to text",
    group="Text",
    icon="tag",
    summary="up to {topk}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(Text(_written(inputs.concepts, params))) for inputs in batch]


def _written(concepts: Concepts, params: Params) -> str:
    if not concepts.items:
        return params.when_empty
    return params.separator.join(
        f"{item.name} ({item.value:.2f})" if params.scores else item.name
        for item in concepts.items[: params.topk]
    )
