"""Lets a random part of the inputs through.

With `keep_fraction` 0.1, about one in ten goes on; each is drawn for itself. The draw depends on
`seed` and on the place in the batch only, so the same run gives the same sample again, and another
seed another one. What is not drawn comes out at `others`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is drawn or not."})


@dataclass(frozen=True)
class Outputs:
    value: Value | None = field(metadata={"help": "The value, when it is drawn."})
    others: Value | None = field(metadata={"help": "The value, when it is not."})


class Params(OperatorParams):
    keep_fraction: float = Field(
        default=0.5, ge=0, le=1, description="The part that goes on, from 0 to 1.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    seed: int = Field(
        default=0, ge=0, le=2**31 - 1, description="Another number draws another sample."
    )


@operator(
    "random-sample",
    title="Random sample",
    group="Logic",
    icon="shuffle",
    aliases=("RandomSample",),
    summary="keeps {keep_fraction}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    draw = Random(params.seed)  # noqa: S311 - a sample, not a secret
    outcomes = []
    for inputs in batch:
        kept = draw.random() < params.keep_fraction
        outcomes.append(Outputs(inputs.value, None) if kept else Outputs(None, inputs.value))
    return outcomes
