"""What a value is called in a sentence, and the values an operation may be given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from runtime.contracts.values import Value
from runtime.query.detections import Detection, detections_of
from runtime.query.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

from runtime.contracts.values import Regions

T = TypeVar("T")

_WORDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "yes or no"), ((int, float), "a number"), (str, "a text"), (dict, "a mapping"),
    ((list, tuple), "a list"), (Regions, "detections"), (Detection, "one detection"),
    (datetime, "a moment"), (bytes, "bytes"),
)  # fmt: skip


def word(value: Any) -> str:
    """Such as "a number"."""
    if value is None:
        return "nothing"
    for types, called in _WORDS:
        if isinstance(value, types):
            return called
    if isinstance(value, Value):
        return f"{'an' if value.kind[0] in 'aeiou' else 'a'} {value.kind}"
    return type(value).__name__


def needs(value: Any, wanted: type[T] | tuple[type[T], ...], called: str) -> T:
    """The value, when it is of that type. Raises `QueryError`."""
    if isinstance(value, wanted):
        return value
    message = f"needs {called}, but got {word(value)}."
    raise QueryError(message)


def entries(value: Any) -> Iterable[Any]:
    """What a sequence holds: the entries of a list, keys of a mapping, or detections."""
    if isinstance(value, Regions):
        return detections_of(value)
    if isinstance(value, list | tuple | dict | str):
        return value
    message = f"needs a list, but got {word(value)}."
    raise QueryError(message)


def length(value: Any) -> int:
    """How many entries, characters or detections there are."""
    if isinstance(value, Regions):
        return len(value.items)
    if isinstance(value, list | tuple | dict | str | bytes):
        return len(value)
    message = f"needs something that can be counted, but got {word(value)}."
    raise QueryError(message)
