"""Takes the first value that is there.

Brings ways together that *Continue if* or a filter parted: of a translated text and the text as it
was, whichever came through goes on. Ports are looked at from first to fourth. With `skip_empty` on,
an empty text, list or set of regions counts as not there. When nothing is there, the text set as
`default` goes on; without one, the branch ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, List, Regions, String, Text, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    first: Value | None = field(default=None, metadata={"help": "Taken when it is there."})
    second: Value | None = field(default=None, metadata={"help": "Taken when first is not there."})
    third: Value | None = field(default=None, metadata={"help": "Taken when neither is there."})
    fourth: Value | None = field(default=None, metadata={"help": "Taken when none before it is."})


@dataclass(frozen=True)
class Outputs:
    value: Value = field(metadata={"help": "The first value that is there."})


class Params(OperatorParams):
    skip_empty: bool = Field(
        default=False, description="Whether empty texts, lists and regions count as not there."
    )
    default: str = Field(
        default="", max_length=20_000, description="The text when nothing is there; empty for none."
    )


@operator(
    "first-present",
    title="First present",
    group="Logic",
    icon="git-merge",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | None]:
    return [_first(inputs, params) for inputs in batch]


def _first(inputs: Inputs, params: Params) -> Outputs | None:
    for value in (inputs.first, inputs.second, inputs.third, inputs.fourth):
        if value is not None and not (params.skip_empty and _is_empty(value)):
            return Outputs(value)
    return Outputs(Text(params.default)) if params.default else None


def _is_empty(value: Value) -> bool:
    match value:
        case Text():
            return not value.raw.strip()
        case String():
            return not value.value.strip()
        case List():
            return not value.value
        case Concepts() | Regions():
            return not value.items
        case _:
            return False
