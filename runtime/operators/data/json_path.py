"""Takes one entry out of JSON by its path.

In `{"items": [{"name": "Tea", "price": 3}]}` the path `items[0].name` gives the text `Tea`, and
`items[0].price` the number 3. `[-1]` is the last entry of a list, and `[*]` goes through all:
`items[*].name` gives the list of names. Names with dots or spaces stand in brackets and quotes:
`["unit price"]`. Tables and lists can be wired too; a table is a list of rows by column. An entry
that is not there ends the branch, or fails the element when `required` is on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.plain import told
from runtime.contracts.values import Boolean, Json, List, Number, Table, Text
from runtime.media.json_steps import MISSING, steps_of, walk

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Json | List | Table = field(metadata={"help": "What to look into."})


@dataclass(frozen=True)
class Outputs:
    json: Json = field(metadata={"help": "The entry as it is."})
    text: Text | None = field(metadata={"help": "The entry as text; absent for null."})
    number: Number | None = field(metadata={"help": "The entry, when it is a number."})
    boolean: Boolean | None = field(metadata={"help": "The entry, when it is true or false."})
    entries: List | None = field(metadata={"help": "The entry, when it is a list."})


class Params(OperatorParams):
    path: str = Field(
        default="", max_length=500, description="Such as items[0].name; empty for everything."
    )
    required: bool = Field(
        default=False, description="Whether an entry that is not there is an error."
    )

    @field_validator("path")
    @classmethod
    def _readable(cls, path: str) -> str:
        steps_of(path)
        return path


@operator(
    "json-path",
    title="JSON path",
    group="Logic",
    icon="file-json",
    summary="{path}",
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    steps = steps_of(params.path)
    outcomes: list[Outputs | Failure | None] = []
    for inputs in batch:
        found = walk(_plain(inputs.value), steps)
        if found is not MISSING:
            outcomes.append(_outputs(found))
        elif params.required:
            message = f"There is nothing at {params.path}. Correct the path, or turn required off."
            outcomes.append(Failure(OperatorFailedError(message, param="path")))
        else:
            outcomes.append(None)
    return outcomes


def _plain(value: Json | List | Table) -> Any:
    if isinstance(value, Table):
        return [dict(zip(value.columns, row, strict=False)) for row in value.rows]
    return list(value.value) if isinstance(value, List) else value.value


def _outputs(found: Any) -> Outputs:
    as_text = (
        found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=told)
    )
    return Outputs(
        json=Json(found),
        text=None if found is None else Text(as_text),
        number=_number(found),
        boolean=Boolean(found) if isinstance(found, bool) else None,
        entries=List(tuple(found)) if isinstance(found, list) else None,
    )


def _number(found: Any) -> Number | None:
    """None also for a whole number too large to compute with."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return Number(found) if -1e300 < found < 1e300 else None
