"""Helpers in processes of their own, kept between runs and lent to one caller at a time.

One that fails, is cancelled or does not answer in time is ended and replaced; one that ended by
itself, as idle ones do, is replaced when it is needed again. Their input closes with this process,
and they end with it.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore, Event, Lock, Timer
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from runtime.contracts.errors import CancelledError, OperatorFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runtime.contracts.cancel import CancelToken

_LOOK_SECONDS = 0.1


class Child(Protocol):
    """A helper process, or several in a row."""

    @property
    def alive(self) -> bool:
        """Whether it can be asked something."""

    def kill(self) -> None:
        """End it now; may be called from any thread, and twice."""


C = TypeVar("C", bound=Child)


class ChildPool(Generic[C]):
    """Up to `most` helpers of one kind, started when they are needed."""

    def __init__(self, start: Callable[[], C], most: int) -> None:
        self._start = start
        self._places = BoundedSemaphore(most)
        self._lock = Lock()
        self._idle: list[C] = []

    @contextmanager
    def lent(self, seconds: float, cancel: CancelToken | None = None) -> Iterator[C]:
        """A helper to ask one question; after `seconds`, or when cancelled, it is ended.

        Then the question fails with `OperatorFailedError` or `CancelledError`.
        """
        self._wait(cancel)
        try:
            yield from self._lend(seconds, cancel)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the idle ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.kill()

    def _lend(self, seconds: float, cancel: CancelToken | None) -> Iterator[C]:
        child = self._take()
        too_late = Event()

        def end() -> None:
            too_late.set()
            child.kill()

        late = Timer(seconds, end)
        late.daemon = True
        late.start()
        forget = cancel.on_cancel(child.kill) if cancel is not None else None
        try:
            yield child
        except (OSError, EOFError, ValueError) as error:
            child.kill()
            _refuse_cancelled(cancel)
            if too_late.is_set():
                message = f"This took longer than {seconds:.0f} seconds and was stopped. Send less."
                raise OperatorFailedError(message) from error
            message = "The engine stopped while it worked. Run the node again."
            raise OperatorFailedError(message) from error
        except BaseException:
            child.kill()
            raise
        else:
            with self._lock:
                self._idle.append(child)
        finally:
            late.cancel()
            if forget is not None:
                forget()

    def _take(self) -> C:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.alive:
                    return child
                child.kill()
        try:
            return self._start()
        except OSError as error:
            raise OperatorFailedError("The engine could not be started.") from error

    def _wait(self, cancel: CancelToken | None) -> None:
        while not self._places.acquire(timeout=_LOOK_SECONDS):
            _refuse_cancelled(cancel)
        try:
            _refuse_cancelled(cancel)
        except CancelledError:
            self._places.release()
            raise


def _refuse_cancelled(cancel: CancelToken | None) -> None:
    if cancel is not None and cancel.cancelled:
        raise CancelledError("The run was cancelled.")
