"""A child that has opened its model, as its parent sees it."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.children import handover
from runtime.inference.children.channel import ClosedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from runtime.inference.children.process import Child

MAX_OUTPUT_BYTES = 1024**3


@dataclass
class Call:
    """One computation that somebody waits for."""

    changed: threading.Event = field(default_factory=threading.Event)
    answer: dict[str, Any] | None = None
    outputs: list[NDArray[np.generic]] | None = None
    gone: bool = False
    """The child ended before it answered."""

    @property
    def done(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.gone or self.answer is not None


class Living:
    """A child that has opened its model."""

    def __init__(self, child: Child, opened: dict[str, Any]) -> None:
        self.child = child
        self.opened = opened
        self.used_at = monotonic()
        self.ended_for_another = False
        self.exit_code: int | None = None
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._calls: dict[int, Call] = {}
        self._next = 0
        threading.Thread(target=self._read, name="model child", daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether calls may be sent to it."""
        return self.exit_code is None

    @property
    def busy(self) -> bool:
        """Whether somebody waits for it."""
        return bool(self._calls)

    def begin(
        self, deed: str, feeds: Mapping[str, NDArray[np.generic]], graph: str = ""
    ) -> tuple[int, Call]:
        """Ask for something to be done with arrays. Raises `HandoverError`."""
        fd, slots = handover.write(feeds)
        call = Call()
        with self._lock:
            self._next += 1
            number = self._next
            self._calls[number] = call
            call.gone = not self.alive
        try:
            self.child.line.send({"do": deed, "id": number, "graph": graph, "slots": slots}, fd)
        except ClosedError:
            call.gone = True
        finally:
            os.close(fd)
        return number, call

    def stop(self, number: int) -> None:
        """Ask the child to give a call up."""
        try:
            self.child.line.send({"do": "stop", "id": number})
        except ClosedError:
            return

    def forget(self, number: int) -> None:
        """Nobody waits for this call any more."""
        with self._lock:
            self._calls.pop(number, None)
        self.used_at = monotonic()

    def end(self) -> None:
        """Kill it; calls that still wait are told."""
        self.ended_for_another = True
        self.exit_code = self.child.end()

    def _read(self) -> None:
        while True:
            try:
                message, fd = self.child.line.receive()
            except ClosedError:
                break
            number = message.get("id")
            with self._lock:
                call = self._calls.get(number) if isinstance(number, int) else None
            try:
                if call is not None:
                    call.outputs = _outputs(message, fd)
                    call.answer = message
            except (handover.HandoverError, OSError, MemoryError, TypeError, ValueError) as error:
                message["error"] = {"code": OperatorFailedError.code, "message": str(error)}
                if call is not None:
                    call.answer = message
            finally:
                if fd is not None:
                    os.close(fd)
            if call is not None:
                call.changed.set()
        code = self.child.how_it_ended()
        with self._lock:
            if self.exit_code is None:
                self.exit_code = code
            waiting = list(self._calls.values())
        self.ended.set()
        for call in waiting:
            call.gone = call.answer is None
            call.changed.set()


def _outputs(message: dict[str, Any], fd: int | None) -> list[NDArray[np.generic]] | None:
    slots = message.get("slots")
    if fd is None or not isinstance(slots, list):
        return None
    return handover.copy_out(fd, slots, MAX_OUTPUT_BYTES)
