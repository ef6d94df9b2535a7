"""What many values come to: sums, extremes, counts. Each way keeps plain JSON between calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.query.errors import QueryError
from runtime.query.words import entries, length, word

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = (
    "sum", "avg", "max", "min", "count", "distinct", "count_distinct", "values_counts",
    "values_difference",
)  # fmt: skip
MOST_DISTINCT = 10_000


@dataclass
class Gathered:
    """What came of one variable since the last answer."""

    sum: float = 0
    times: int = 0
    count: int = 0
    least: Any = None
    most: Any = None
    counts: Counter[Any] = field(default_factory=Counter)

    def take(self, value: Any, ways: set[str]) -> None:
        """One more value. Raises `QueryError` where a way cannot use it."""
        self.times += 1
        if "count" in ways:
            self.count += length(value) if _has_length(value) else 1
        if ways & {"sum", "avg"}:
            self.sum += _number(value)
        if ways & {"max", "min", "values_difference"}:
            _number(value)
            self.least = value if self.least is None else min(self.least, value)
            self.most = value if self.most is None else max(self.most, value)
        if ways & {"distinct", "count_distinct", "values_counts"}:
            self._count(value)

    def _count(self, value: Any) -> None:
        try:
            self.counts.update(entries(value) if isinstance(value, list | tuple) else [value])
        except TypeError as error:
            message = f"cannot tell how often {word(value)} came; count texts or numbers."
            raise QueryError(message) from error
        if len(self.counts) > MOST_DISTINCT:
            message = f"more than {MOST_DISTINCT:,} different values came. Ask for less."
            raise QueryError(message)

    def answer(self, way: str) -> Any:
        """What it came to."""
        return _ANSWERS[way](self)

    def as_json(self) -> Any:
        """All of it."""
        return [self.sum, self.times, self.count, self.least, self.most, list(self.counts.items())]

    @classmethod
    def from_json(cls, stored: Any) -> Gathered:
        """As it was told."""
        total, times, count, least, most, counts = stored
        return cls(total, times, count, least, most, Counter(dict(map(tuple, counts))))


_ANSWERS: dict[str, Callable[[Gathered], Any]] = {
    "sum": lambda all_: all_.sum,
    "avg": lambda all_: all_.sum / all_.times if all_.times else None,
    "max": lambda all_: all_.most,
    "min": lambda all_: all_.least,
    "count": lambda all_: all_.count,
    "distinct": lambda all_: list(all_.counts),
    "count_distinct": lambda all_: len(all_.counts),
    "values_counts": lambda all_: dict(all_.counts),
    "values_difference": lambda all_: None if all_.most is None else all_.most - all_.least,
}


def _has_length(value: Any) -> bool:
    try:
        length(value)
    except QueryError:
        return False
    return True


def _number(value: Any) -> float:
    if isinstance(value, int | float):
        return value
    message = f"needs a number, but got {word(value)}."
    raise QueryError(message)
