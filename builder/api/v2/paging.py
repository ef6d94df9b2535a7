"""Pages of a listing. One past the end is empty and a success: clients ask until they get one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.api.v2.output_config import OutOfRangeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

USUAL_ROWS, MOST_ROWS = 128, 1000


def page_of(rows: QuerySet[Any] | Sequence[Any], request: Any) -> list[Any]:
    """The page that a request asks for, by `page` from 1 on and `per_page`; 0 is unsaid.

    Raises `OutOfRangeError`.
    """
    if request.per_page > MOST_ROWS:
        message = f"per_page must be 1 to {MOST_ROWS}; it is {request.per_page}. Ask for less."
        raise OutOfRangeError(message, field="per_page")
    count = request.per_page or USUAL_ROWS
    start = (max(request.page, 1) - 1) * count
    return list(rows[start : start + count])


def in_order(rows: QuerySet[Any], request: Any, columns: dict[str, str]) -> QuerySet[Any]:
    """Rows as the request's `sort_by_...` and `sort_ascending` say; else last changed first.

    `columns` tells the column of each `sort_by_...`; equal rows keep one order on every page.
    """
    told = (column for field, column in columns.items() if getattr(request, field))
    column = next(told, "modified_at")
    sign = "" if request.sort_ascending else "-"
    return rows.order_by(f"{sign}{column}", f"{sign}pk")
