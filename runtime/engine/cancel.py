"""A cancel token: set once from any thread, seen by the loop, the operators and model calls."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancel:
    """Fulfils `contracts.model.CancelToken`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fired = False
        self.reason = ""
        """Why it was fired: `cancelled`, or a word of whoever fired it."""
        self._actions: dict[int, Callable[[], None]] = {}
        self._next = 0

    @property
    def cancelled(self) -> bool:
        """True once `fire` was called."""
        return self._fired

    def fire(self, reason: str = "cancelled") -> None:
        """Cancel: run every registered action once; the first reason stays."""
        with self._lock:
            if self._fired:
                return
            self._fired = True
            self.reason = reason
            actions = list(self._actions.values())
            self._actions.clear()
        for action in actions:
            action()

    def on_cancel(self, action: Callable[[], None]) -> Callable[[], None]:
        """Call `action()` when cancelled, at once if it already is.

        Returns the undoing function.
        """
        with self._lock:
            if not self._fired:
                key = self._next
                self._next += 1
                self._actions[key] = action
                return lambda: self._forget(key)
        action()
        return lambda: None

    def _forget(self, key: int) -> None:
        with self._lock:
            self._actions.pop(key, None)
