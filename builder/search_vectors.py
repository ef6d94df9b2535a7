"""Vectors of search indexes as PostgreSQL's own, where it has the extension pgvector.

Rows have the column `near` then, the same vector as the bytes beside it. No model knows it, since
only some databases have it. Every `migrate` takes the extension up when it has come; where it is
missing, or the role may not create it, nothing happens and `search_store` compares by itself.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction

from builder.models import SearchIndex, StoredEmbedding

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

NUMBERS_AT_ONCE = 500_000
COLUMN = (
    "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('builder_storedembedding') "
    "AND attname = 'near' AND NOT attisdropped"
)
AVAILABLE = (
    "SELECT 1 FROM pg_available_extensions WHERE name = 'vector' "
    "AND to_regclass('builder_storedembedding') IS NOT NULL"
)
MAKE = (
    "CREATE EXTENSION IF NOT EXISTS vector",
    "ALTER TABLE builder_storedembedding ADD COLUMN near vector",
    # Else vectors of a few hundred numbers lie outside their rows, and each is fetched by itself.
    "ALTER TABLE builder_storedembedding ALTER COLUMN near SET STORAGE MAIN",
    """CREATE INDEX builder_storedembedding_not_near
        ON builder_storedembedding (index_id, id) WHERE near IS NULL""",
)
MISSING = (
    "SELECT id, vector FROM builder_storedembedding "
    "WHERE index_id = %s AND near IS NULL ORDER BY id LIMIT %s"
)
KEEP = (
    "UPDATE builder_storedembedding AS entry SET near = given.near::vector "
    "FROM unnest(%s::bigint[], %s::text[]) AS given (id, near) WHERE entry.id = given.id"
)
NEAREST = (
    # Sorted by an expression that no index answers: exact, whatever an administrator adds.
    "SELECT id, (near <#> %s::vector) * -1 AS score FROM builder_storedembedding "
    "WHERE index_id = %s AND near IS NOT NULL ORDER BY score DESC, id LIMIT %s"
)


def take_up(**_: Any) -> None:
    """Make the column where that is possible, and fill it; called after every `migrate`."""
    if connection.vendor != "postgresql":
        return
    _has_column.cache_clear()
    if not _rows(COLUMN) and _rows(AVAILABLE):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in MAKE:
                    cursor.execute(statement)
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            log.warning("pgvector is there, but cannot be used: %s", reason)
            return
    if _rows(COLUMN):
        for index in SearchIndex.objects.all():
            _fill(index)


def in_use() -> bool:
    """Whether this database keeps vectors of its own; asked once."""
    told = connection.settings_dict
    return connection.vendor == "postgresql" and _has_column(
        (told["HOST"], told["PORT"], told["NAME"])
    )


def keep(rows: Sequence[StoredEmbedding], dimensions: int) -> None:
    """Set the column of new rows."""
    size = _at_once(dimensions)
    for start in range(0, len(rows), size):
        _keep([(row.pk, row.vector) for row in rows[start : start + size]])


def is_complete(index: SearchIndex) -> bool:
    """Whether every row has the column set.

    Not so while a process that started before the column was there still writes; the next `migrate`
    sets the rest.
    """
    return not _rows(MISSING, index.pk, 1)


def nearest(
    index: SearchIndex, wanted: NDArray[np.float32], limit: int
) -> list[list[tuple[int, float]]]:
    """Ids and scores of the nearest rows, best first, for each wanted vector."""
    return [
        [(int(pk), float(score)) for pk, score in _rows(NEAREST, _said(each), index.pk, limit)]
        for each in wanted
    ]


@cache
def _has_column(_address: tuple[Any, ...]) -> bool:
    return bool(_rows(COLUMN))


def _fill(index: SearchIndex) -> None:
    while some := _rows(MISSING, index.pk, _at_once(index.dimensions)):
        _keep(some)


def _keep(rows: Sequence[tuple[Any, ...]]) -> None:
    import numpy as np

    said = [_said(np.frombuffer(bytes(data), "<f4")) for _, data in rows]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [[pk for pk, _ in rows], said])


def _at_once(dimensions: int) -> int:
    return max(1, NUMBERS_AT_ONCE // dimensions)


def _said(vector: NDArray[np.float32]) -> str:
    """As pgvector reads it; nine digits tell a 32-bit float exactly."""
    numbers = vector.tolist()
    return f"[{','.join(['%.9g'] * len(numbers))}]" % tuple(numbers)


def _rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
