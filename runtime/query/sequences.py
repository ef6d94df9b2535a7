"""Operations on lists and look-ups in tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Regions
from runtime.query import grammar
from runtime.query.errors import QueryError
from runtime.query.texts import as_text
from runtime.query.words import entries, length

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _looked_up(value: Any, how: grammar.LookupTable) -> Any:
    return _entry(how.lookup_table, value)


def _mapped(value: Any, how: grammar.SequenceMap) -> list[Any]:
    return [_entry(how.lookup_table, one) for one in entries(value)]


def _entry(table: Mapping[Any, Any], key: Any) -> Any:
    try:
        return table[key]
    except KeyError as error:
        known = ", ".join(map(str, list(table)[:20]))
        message = f"has no entry for {str(key)[:80]!r}; it has: {known or 'none'}."
        raise QueryError(message) from error
    except TypeError as error:
        message = "cannot look up a list or a mapping in a table."
        raise QueryError(message) from error


_OF_NUMBERS: dict[str, Callable[[Any], Any]] = {"min": min, "max": max, "sum": sum}


def _aggregated(value: Any, how: grammar.NumericSequenceAggregate) -> Any:
    if length(value) == 0:
        return how.neutral_value
    try:
        return _OF_NUMBERS[how.function](list(entries(value)))
    except TypeError as error:
        message = f"cannot take the {how.function} of what is not all numbers."
        raise QueryError(message) from error


def _one_of(value: Any, how: grammar.SequenceAggregate) -> Any:
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


def _length(value: Any, _: grammar.SequenceLength) -> int:
    return length(value)


def _counted(value: Any, _: grammar.SequenceElementsCount) -> dict[str, int]:
    return dict(Counter(as_text(one) for one in entries(value)))


OPERATIONS: dict[type[grammar.Written], Callable[[Any, Any], Any]] = {
    grammar.LookupTable: _looked_up,
    grammar.SequenceMap: _mapped,
    grammar.NumericSequenceAggregate: _aggregated,
    grammar.SequenceAggregate: _one_of,
    grammar.SequenceLength: _length,
    grammar.SequenceElementsCount: _counted,
}
