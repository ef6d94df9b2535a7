"""Operations on lists and look-ups in tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Regions
from runtime.query import value_operations
from runtime.query.errors import QueryError
from runtime.query.texts import as_text
from runtime.query.words import entries, length

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runtime.query.written import Written


def _looked_up(value: Any, how: value_operations.LookupTable) -> Any:
    return _entry(how.lookup_table, value)


def _mapped(value: Any, how: value_operations.SequenceMap) -> list[Any]:
    return [_entry(how.lookup_table, one) for one in entries(value)]


def _entry(table: Mapping[Any, Any], key: Any) -> Any:
    try:
        return table[key]
    except KeyError as error:
        known = ", ".join(map(str, list(table)[:20]))
        message = f"has no entry for {str(key)[:80]!r}; it has: {known or 'none'}."
        if str(key) in table:
            message = (
                f"has no entry for {key!r}, which is no text, as the names of a table are. "
                "Put ToString before it."
            )
        raise QueryError(message) from error
    except TypeError as error:
        message = "cannot look up a list or a mapping in a table."
        raise QueryError(message) from error


_OF_NUMBERS: dict[str, Callable[[Any], Any]] = {"min": min, "max": max, "sum": sum}


def _aggregated(value: Any, how: value_operations.NumericSequenceAggregate) -> Any:
    if length(value) == 0:
        return how.neutral_value
    try:
        return _OF_NUMBERS[how.function](list(entries(value)))
    except TypeError as error:
        message = f"cannot take the {how.function} of what is not all numbers."
        raise QueryError(message) from error


def _one_of(value: Any, how: value_operations.SequenceAggregate) -> Any:
    if length(value) == 0:
        message = "cannot take an entry of an empty list."
        raise QueryError(message)
    if how.mode in {"first", "last"}:
        at = 0 if how.mode == "first" else -1
        if isinstance(value, Regions):
            return Regions((value.items[at],), value.placement)
        return list(entries(value))[at]
    try:
        ordered = Counter(entries(value)).most_common()
    except TypeError as error:
        message = "cannot count lists and mappings; count texts or numbers."
        raise QueryError(message) from error
    return ordered[0 if how.mode == "most_common" else -1][0]


def _length(value: Any, _: value_operations.SequenceLength) -> int:
    return length(value)


def _counted(value: Any, _: value_operations.SequenceElementsCount) -> dict[str, int]:
    return dict(Counter(as_text(one) for one in entries(value)))


OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    value_operations.LookupTable: _looked_up,
    value_operations.SequenceMap: _mapped,
    value_operations.NumericSequenceAggregate: _aggregated,
    value_operations.SequenceAggregate: _one_of,
    value_operations.SequenceLength: _length,
    value_operations.SequenceElementsCount: _counted,
}
