"""Lets a suspect run alone in its process: many ordinary runs side by side, or one suspect.

A run whose attempt was lost may have crashed its worker. It is tried again with nothing beside it,
so that when it crashes once more no other run loses an attempt through it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 10


class Gate:
    """A lock that ordinary runs share and suspects hold exclusively; waiting suspects go first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = False
        self._suspects = 0

    @contextmanager
    def passing(self, *, alone: bool) -> Iterator[bool]:
        """Wait for one's turn, then hold the gate for the block.

        Gives False to a suspect whose turn did not come in time: it must not hold up everyone
        behind it, and is rung again.
        """
        entered = self._enter_alone() if alone else self._enter()
        try:
            yield entered
        finally:
            if entered:
                with self._changed:
                    self._inside -= 1
                    self._alone = False
                    self._changed.notify_all()

    def _enter(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone and not self._suspects)
            self._inside += 1
            return True

    def _enter_alone(self) -> bool:
        with self._changed:
            self._suspects += 1
            try:
                entered = self._changed.wait_for(lambda: not self._inside, PATIENCE_SECONDS)
            finally:
                self._suspects -= 1
                self._changed.notify_all()
            if entered:
                self._alone = True
                self._inside += 1
            return entered
