"""What a log line is about: the request, the run and the node, in a context variable.

Whoever starts the work binds a name, and every line logged below carries it, whichever module
writes it. A thread that is handed work needs a copy of the context (`contextvars.copy_context`).
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextvars import Token


@dataclass(frozen=True)
class LogContext:
    """The names that are known here; an empty one is not."""

    request_id: str = ""
    run: str = ""
    node: str = ""


_NOTHING = LogContext()
_current: ContextVar[LogContext] = ContextVar("weft_log_context", default=_NOTHING)


def current() -> LogContext:
    """What the work in hand is about."""
    return _current.get()


class bound:  # noqa: N801 - reads as the verb it is: `with bound(run=...)`
    """Binds names for the length of a block, beside those that are bound already."""

    def __init__(self, **names: str) -> None:
        self._names = names
        self._before: Token[LogContext] | None = None

    def __enter__(self) -> None:
        self._before = _current.set(replace(_current.get(), **self._names))

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            _current.reset(self._before)
