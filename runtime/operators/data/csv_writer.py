"""Writes a table as CSV text: one row for each element, and when it was written.

Wire the columns to `columns`, each wire with the column's name; `column_operations` may work on a
value before. All elements of a run go into one text, which comes out at the last of them; at the
others nothing does. The column `timestamp` is added. A text that a spreadsheet would take for a
formula gets a `'` in front.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Out, Setting, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Many, Text, Value
from runtime.query.asked import WrittenByName, chains, failed, named, worked_on
from runtime.query.errors import QueryError
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WHEN = "timestamp"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Inputs:
    columns: Many[Value] = field(
        metadata={"help": "The values of the columns, each under the name of its wire."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text | None = field(metadata={"help": "The whole table, at the last element."})


class Params(OperatorParams):
    constants: dict[str, Any] = Field(
        default={}, max_length=100, description="Columns that are the same in each row, by name."
    )
    column_order: list[str] = Field(
        default=[], max_length=200, description="Names of columns that come first, in this order."
    )
    column_operations: WrittenByName = Field(
        default={}, max_length=100, description="Operations on some of the columns, by name."
    )

    @field_validator("constants")
    @classmethod
    def _free(cls, constants: dict[str, Any]) -> dict[str, Any]:
        if WHEN in constants:
            message = f"the column {WHEN} is added anyway; give yours another name"
            raise ValueError(message)
        return constants


@operator(
    "csv-writer",
    title="CSV writer",
    group="Logic",
    icon="table",
    effects="asks",
    blocks=(
        Block(
            "roboflow_core/csv_formatter@v1",
            {
                "columns_data": Wires("columns", literals="constants", order="column_order"),
                "columns_operations": Setting("column_operations"),
            },
            {"csv_content": Out("text", ("string",))},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations = chains(params.column_operations)
    rows: list[dict[str, str]] = []
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            values = worked_on(named(inputs.columns, params.constants), operations).values
            first = [name for name in params.column_order if name in values]
            rows.append(_row({name: values[name] for name in dict.fromkeys([*first, *values])}))
        except QueryError as error:
            outcomes.append(failed(error, "column_operations"))
        else:
            rows[-1][WHEN] = datetime.now(UTC).isoformat()
            outcomes.append(Outputs(None))
    last = max((at for at, one in enumerate(outcomes) if isinstance(one, Outputs)), default=None)
    if last is not None:
        outcomes[last] = Outputs(Text(_written(rows)))
    return outcomes


def _row(values: Mapping[str, Any]) -> dict[str, str]:
    if WHEN in values:
        message = "is added anyway; give the wire another name."
        raise QueryError(message, f"columns.{WHEN}")
    row = {}
    for name, value in values.items():
        try:
            row[_cell(name)] = _cell(value)
        except QueryError as error:
            raise error.at(f"columns.{name}") from error
    return row


def _cell(value: Any) -> str:
    if isinstance(value, str) and value.startswith(FORMULAS):
        return f"'{value}"
    return "" if value is None else as_text(value)


def _written(rows: list[dict[str, str]]) -> str:
    columns = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
