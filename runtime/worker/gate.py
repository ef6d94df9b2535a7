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


class Gate:
    """A lock that ordinary runs share and suspects hold exclusively; waiting suspects go first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = False
        self._suspects = 0

    @contextmanager
    def passing(self, *, alone: bool) -> Iterator[None]:
        """Wait for one's turn, then hold the gate for the block."""
        self._enter(alone=alone)
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._alone = False
                self._changed.notify_all()

    def _enter(self, *, alone: bool) -> None:
        with self._changed:
            if alone:
                self._suspects += 1
                try:
                    while self._inside:
                        self._changed.wait()
                finally:
                    self._suspects -= 1
                self._alone = True
            else:
                while self._alone or self._suspects:
                    self._changed.wait()
            self._inside += 1
