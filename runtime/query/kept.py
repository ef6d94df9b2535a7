"""Values that a node keeps from element to element, and from call to call of a session.

Pictures and sounds are kept within a run only: they are too large to travel between calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.media.stored import from_stored, to_stored

if TYPE_CHECKING:
    from runtime.contracts.values import Value


@dataclass
class KeptValues:
    """Values by a number, such as their frame's; the newest last."""

    values: dict[int, Value | None] = field(default_factory=dict)

    def put(self, number: int, value: Value | None, most: int) -> None:
        """Keep one more, and no more than so many."""
        self.values[number] = value
        for old in list(self.values)[: max(0, len(self.values) - most)]:
            del self.values[old]

    def as_json(self) -> Any:
        """Those that can travel."""
        return [[number, _told(value)] for number, value in self.values.items()]

    def from_json(self, stored: Any) -> None:
        """As they were told."""
        self.values = {number: _read(value) for number, value in stored}


class _TooLargeError(Exception):
    pass


def _told(value: Value | None) -> Any:
    try:
        return None if value is None else to_stored(value, _refused)
    except _TooLargeError:
        return None


def _read(stored: Any) -> Value | None:
    return None if stored is None else from_stored(stored, _missing)


def _refused(_data: bytes, _media_type: str) -> str:
    raise _TooLargeError


def _missing(_name: str) -> bytes:
    raise _TooLargeError
