"""Keeps or drops concepts by name, and keeps only the best few.

With `classes` set to `cat` and `dog`, only these two stay; with `mode` set to drop, they go and all
others stay. `topk` keeps the best of what is left: 1 gives a single answer. With `normalize` the
scores of what is left are scaled so that they add up to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, String

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to choose from."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The concepts that stay, best first."})
    best: String | None = field(metadata={"help": "The best one's name; absent when none stays."})


class Params(OperatorParams):
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Names to keep, or to drop; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip
    mode: Literal["keep", "drop"] = Field(
        default="keep", description="What happens to the concepts that are named."
    )
    topk: int = Field(
        title="Most concepts", default=1000, ge=1, le=1000, description="The most concepts to keep."
    )
    normalize: bool = Field(
        default=False, description="Whether the scores are scaled to add up to 1."
    )


@operator(
    "concept-filter",
    title="Concept filter",
    group="Edit and filter",
    icon="tags",
    summary="{mode} {classes}, at most {topk}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_filtered(inputs.concepts, params) for inputs in batch]


def _filtered(concepts: Concepts, params: Params) -> Outputs:
    kept = list(concepts.items)
    if params.classes:
        named, keep = set(params.classes), params.mode == "keep"
        kept = [item for item in kept if bool({item.id, item.name} & named) == keep]
    kept = sorted(kept, key=lambda item: -item.value)[: params.topk]
    total = sum(item.value for item in kept)
    if params.normalize and total > 0:
        kept = [replace(item, value=item.value / total) for item in kept]
    return Outputs(replace(concepts, items=tuple(kept)), String(kept[0].name) if kept else None)
