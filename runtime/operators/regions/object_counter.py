"""Counts objects, class by class.

For two regions of class `car` and one of `bus` the counts are `{"object_count": {"car": 2, "bus":
1}}`, the table has a row for each and the total is 3. A region counts for its best class. When
`classes` names some, only those are counted, and one that was not found stands there with 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Json, Number, Regions, Table

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to count."})


@dataclass(frozen=True)
class Outputs:
    total: Number = field(metadata={"help": "How many regions were counted."})
    counts: Json = field(metadata={"help": "Count by class, under object_count."})
    table: Table = field(metadata={"help": "One row per class, most first."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Regions with a lower score do not count.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these classes are counted; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


@operator(
    "object-counter",
    title="Object counter",
    group="Edit and filter",
    icon="calculator",
    aliases=("ObjectCounter",),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_counted(inputs.regions, params) for inputs in batch]


def _counted(regions: Regions, params: Params) -> Outputs:
    counts = Counter(dict.fromkeys(params.classes, 0))
    for region in regions.items:
        best = max(region.concepts, key=lambda concept: concept.value, default=None)
        name = best.name if best else "unnamed"
        if region.score >= params.min_value and (not params.classes or name in counts):
            counts[name] += 1
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return Outputs(
        total=Number(counts.total()),
        counts=Json({"object_count": dict(ranked)}),
        table=Table(("class", "count"), tuple(ranked)),
    )
