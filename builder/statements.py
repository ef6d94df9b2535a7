"""Two statements that the ORM cannot say, for the few places that run for every event.

`UPDATE ... RETURNING` saves the question that would follow each update, and a row that is only
written needs no model instance. Both read the same on PostgreSQL and SQLite.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, JSONField, Model
from django.db.models.sql import UpdateQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)


def update_returning(rows: QuerySet[M], columns: Sequence[str], /, **changes: Any) -> list[M]:
    """What `rows.update(**changes)` does; answers the changed rows with `columns` as they are now.

    Columns that are not named are read when they are asked for.
    """
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(changes)
    sql, params = query.get_compiler(rows.db).as_sql()
    named = ", ".join(connection.ops.quote_name(column) for column in ("id", *columns))
    manager = rows.model._default_manager  # noqa: SLF001 - documented by Django
    return list(manager.raw(f"{sql} RETURNING {named}", params))


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of `columns`; without rows nothing is asked."""
    _insert(_Table(model, columns), rows)


def upsert_rows(
    model: type[Model],
    unique: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    keep: Sequence[str] = (),
) -> None:
    """Insert rows or change those that are there already, found by the columns `unique`.

    A column in `keep` keeps what it has where the new value is None.
    """
    table = _Table(model, (*unique, *columns))
    names = dict(zip((*unique, *columns), table.columns, strict=True))
    changes = [
        f"{names[name]} = COALESCE(EXCLUDED.{names[name]}, {table.name}.{names[name]})"
        if name in keep
        else f"{names[name]} = EXCLUDED.{names[name]}"
        for name in columns
    ]
    found_by = ", ".join(names[name] for name in unique)
    _insert(table, rows, f" ON CONFLICT ({found_by}) DO UPDATE SET {', '.join(changes)}")


class _Table:
    """A model's table and some of its columns, quoted; nothing in here comes from outside."""

    def __init__(self, model: type[Model], columns: Sequence[str]) -> None:
        quote, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - documented by Django
        self.name = quote(meta.db_table)
        self.fields: list[Any] = [meta.get_field(name) for name in columns]
        self.columns = [quote(field.column) for field in self.fields]


def _insert(table: _Table, rows: Iterable[Sequence[Any]], ending: str = "") -> None:
    params = [
        _adapted(field, value)
        for row in rows
        for field, value in zip(table.fields, row, strict=True)
    ]
    if not params:
        return
    width = len(table.columns)
    line = f"({', '.join(['%s'] * width)})"
    lines = ", ".join([line] * (len(params) // width))
    names = ", ".join(table.columns)
    sql = f"INSERT INTO {table.name} ({names}) VALUES {lines}{ending}"  # noqa: S608 - quoted names
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _adapted(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, JSONField):
        return json.dumps(value)
    if isinstance(field, DateTimeField):
        return connection.ops.adapt_datetimefield_value(value)
    return value
