"""Counts how often each concept occurs in a fan-out.

Gathers the concepts of every crop, tile or frame. When three crops are best answered with `car`,
`car` and `bus`, the table has the rows `car 2` and `bus 1`, and the JSON is `{"car": 2, "bus": 1}`.
By default only the best concept of each counts; `only_best` off counts all with at least
`min_value`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import All, Concepts, Json, Number, Table

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: All[Concepts] = field(metadata={"help": "The concepts of every crop or frame."})


@dataclass(frozen=True)
class Outputs:
    table: Table = field(metadata={"help": "One row per concept with its count, most first."})
    counts: Json = field(metadata={"help": "The same as JSON, count by name."})
    total: Number = field(metadata={"help": "All counts together."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Concepts with a lower score do not count.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    only_best: bool = Field(
        default=True, description="Whether only the best concept of each crop or frame counts."
    )


@operator(
    "concept-counter",
    title="Concept counter",
    group="Edit and filter",
    icon="chart-bar",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_counted(inputs.concepts, params) for inputs in batch]


def _counted(gathered: All[Concepts], params: Params) -> Outputs:
    counts: Counter[str] = Counter()
    for concepts in gathered.values:
        items = sorted(concepts.items if concepts else (), key=lambda item: -item.value)
        counted = items[:1] if params.only_best else items
        counts.update(item.name for item in counted if item.value >= params.min_value)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return Outputs(
        Table(("concept", "count"), tuple(ranked)), Json(dict(ranked)), Number(counts.total())
    )
