"""Waits for a caller's message no longer than a while.

grpc waits for a message as long as its call lives, and the thread of the call with it: somebody
with a key could hold every thread by sending nothing. Here threads beside those of the calls wait,
and a call whose message does not come is answered. That ends it, and so the wait behind it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTimeError
from typing import TYPE_CHECKING

from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Iterator


class NothingCameError(WeftError):
    """The message of a call did not come, or not whole, in the time there is for it."""

    code = "request_timeout"
    status = 408
    retry = True


class Receiver:
    """Receives messages for as many calls at a time as there are threads for them."""

    def __init__(self, threads: int, seconds: float) -> None:
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="grpc-receive")

    def message(self, messages: Iterator[bytes]) -> bytes:
        """The next message, empty when there is none. Raises `NothingCameError`."""
        waiting = self._pool.submit(next, messages, b"")
        try:
            return waiting.result(self._seconds)
        except NotInTimeError as error:
            waiting.cancel()
            told = f"The message did not come whole within {self._seconds:g} seconds. Send it anew."
            raise NothingCameError(told) from error
