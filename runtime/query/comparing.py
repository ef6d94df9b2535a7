"""How two values are compared, and what is asked of one."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from runtime.query.errors import QueryError
from runtime.query.words import entries, length, needs
from runtime.query.zones import within

if TYPE_CHECKING:
    from collections.abc import Callable


def _in_range(value: Any, bounds: Any) -> bool:
    if not isinstance(bounds, list | tuple) or len(bounds) < 2:
        message = "needs the least and the greatest number on the right, such as [1, 5]."
        raise QueryError(message)
    return bool(bounds[0] <= value <= bounds[1])


def _starts(value: Any, start: Any) -> bool:
    return needs(value, str, "a text on the left").startswith(start)


def _ends(value: Any, end: Any) -> bool:
    return needs(value, str, "a text on the left").endswith(end)


def _any_in(value: Any, among: Any) -> bool:
    return any(one in among for one in entries(value))


def _all_in(value: Any, among: Any) -> bool:
    return all(one in among for one in entries(value))


COMPARATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "(Number) ==": operator.eq,
    "!=": operator.ne,
    "(Number) !=": operator.ne,
    "(Number) >": operator.gt,
    "(Number) >=": operator.ge,
    "(Number) <": operator.lt,
    "(Number) <=": operator.le,
    "(Number) in range": _in_range,
    "(String) startsWith": _starts,
    "(String) endsWith": _ends,
    "(String) contains": operator.contains,
    "in (Sequence)": lambda value, among: value in among,
    "any in (Sequence)": _any_in,
    "all in (Sequence)": _all_in,
    "(Detection) in zone": within,
}
QUESTIONS: dict[str, Callable[[Any], bool]] = {
    "Exists": lambda value: value is not None,
    "DoesNotExist": lambda value: value is None,
    "(Boolean) is True": lambda value: value is True,
    "(Boolean) is False": lambda value: value is False,
    "(Sequence) is empty": lambda value: length(value) == 0,
    "(Sequence) is not empty": lambda value: length(value) > 0,
}
