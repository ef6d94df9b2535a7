"""Lets a value through when its concepts say so.

Wire anything to `value`, and the concepts or regions that judge it. With `concepts` set to
`invoice` and `min_value` 0.7, a picture that a classifier calls `invoice 0.9` goes on, and every
other picture comes out at `others`. `match` says whether any, all or none of the names have to be
there. Without names, any concept that reaches the score will do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Concepts, Regions, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is let through or not."})
    judged_by: Concepts | Regions = field(
        metadata={"help": "The concepts to look at, or regions with concepts."}
    )


@dataclass(frozen=True)
class Outputs:
    value: Value | None = field(metadata={"help": "The value, when it passes."})
    others: Value | None = field(metadata={"help": "The value, when it does not."})
    passed: Boolean = field(metadata={"help": "Whether it passes."})


class Params(OperatorParams):
    concepts: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Names to look for; empty for any concept.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip
    min_value: float = Field(title="Least score",
        default=0.5, ge=0, le=1, description="The score a concept needs to count as there.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    match: Literal["any", "all", "none"] = Field(
        default="any", description="How many of the names have to be there."
    )


@operator(
    "input-filter",
    title="Input filter",
    group="Logic",
    icon="funnel",
    aliases=("InputFilter",),
    summary="{match} of {concepts}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        passed = _passes(inputs.judged_by, params)
        value, others = (inputs.value, None) if passed else (None, inputs.value)
        outcomes.append(Outputs(value, others, Boolean(passed)))
    return outcomes


def _passes(judged_by: Concepts | Regions, params: Params) -> bool:
    found = (
        judged_by.items
        if isinstance(judged_by, Concepts)
        else tuple(concept for region in judged_by.items for concept in region.concepts)
    )
    there = {
        name for item in found if item.value >= params.min_value for name in (item.id, item.name)
    }
    if not params.concepts:
        return bool(there) != (params.match == "none")
    hits = [name in there for name in params.concepts]
    return {"any": any(hits), "all": all(hits), "none": not any(hits)}[params.match]
