"""Takes a part of a list, puts it in order, and says how long it is.

Of `["b", "a", "c", "a"]`, `start` 1 and `count` 2 give `["a", "c"]`; a negative start counts from
the end, so that -1 gives the last entry. `unique` drops repeats, `order` sorts what is left:
numbers by size before texts by alphabet. All of it happens before the part is taken. `first` is the
first entry of the part as text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.plain import told
from runtime.contracts.values import List, Number, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Inputs:
    entries: List = field(metadata={"help": "The list."})


@dataclass(frozen=True)
class Outputs:
    entries: List = field(metadata={"help": "The part that was taken."})
    first: Text | None = field(metadata={"help": "Its first entry; absent when it is empty."})
    length: Number = field(metadata={"help": "How many entries the part has."})


class Params(OperatorParams):
    start: int = Field(
        default=0, ge=-100_000, le=100_000,
        description="The first entry to take: 0 for the first, -1 for the last.",
    )  # fmt: skip
    count: int = Field(default=100_000, ge=0, le=100_000, description="The most entries to take.")
    unique: bool = Field(default=False, description="Whether repeats are dropped.")
    order: Literal["as it is", "ascending", "descending", "reversed"] = Field(
        default="as it is", description="The order of the list."
    )


@operator(
    "list-select",
    title="List selector",
    group="Logic",
    icon="list-filter",
    summary="from {start}, at most {count}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_selected(list(inputs.entries.value), params) for inputs in batch]


def _selected(entries: list[Any], params: Params) -> Outputs:
    if params.unique:
        entries = list({_mark(entry, id): entry for entry in entries}.values())
    if params.order in ("ascending", "descending"):
        entries.sort(key=_rank, reverse=params.order == "descending")
    elif params.order == "reversed":
        entries.reverse()
    start = max(0, len(entries) + params.start) if params.start < 0 else params.start
    part = tuple(entries[start : start + params.count])
    first = None
    if part:
        first = Text(part[0] if isinstance(part[0], str) else _mark(part[0]))
    return Outputs(List(part), first, Number(len(part)))


def _mark(entry: Any, say: Callable[[Any], Any] = told) -> str:
    """Equal for equal entries; `say` tells of values such as pictures."""
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, default=say)


def _rank(entry: Any) -> tuple[int, float, str]:
    if isinstance(entry, int | float) and not isinstance(entry, bool):
        return 0, entry, ""
    return (1, 0, entry) if isinstance(entry, str) else (2, 0, _mark(entry))
