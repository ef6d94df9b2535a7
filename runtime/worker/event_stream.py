"""Rings the bell: tells sockets and waiters in any process that a run reached a sequence number.

A ring carries no data and may be lost; who hears it reads the events from the table. Rings go
through ONE long-lived loop: the server's own in embedded mode, else a thread's, because a fresh
loop and connection per call costs several milliseconds.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from channels.layers import get_channel_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

_loop: list[asyncio.AbstractEventLoop] = []
_lock = threading.Lock()
_waiters: defaultdict[str, list[threading.Event]] = defaultdict(list)


def group_of(run: str) -> str:
    """The channel group of a run's viewers."""
    return f"run.{run}"


def use_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Ring through this running loop from now on."""
    _loop[:] = [loop]


def ring(run: str, seq: int, *, terminal: bool = False) -> None:
    """Tell everyone who watches; never blocks, never raises."""
    if terminal:
        with _lock:
            for event in _waiters.pop(run, []):
                event.set()
    message = {"type": "run.ring", "run": run, "seq": seq}
    asyncio.run_coroutine_threadsafe(_send(group_of(run), message), _running_loop())


@contextmanager
def expect_end(run: str) -> Iterator[threading.Event]:
    """An event that is set when this process hears that the run ended; open it before the start.

    A run that another process computes is not heard here: look at the table now and then.
    """
    event = threading.Event()
    with _lock:
        _waiters[run].append(event)
    try:
        yield event
    finally:
        with _lock:
            if event in _waiters.get(run, []):
                _waiters[run].remove(event)
                if not _waiters[run]:
                    del _waiters[run]


async def _send(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    try:
        await layer.group_send(group, message)
    except OSError:
        log.warning("The live channel is down; viewers will read events by polling.")


def _running_loop() -> asyncio.AbstractEventLoop:
    with _lock:
        if not _loop:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="rings", daemon=True).start()
            _loop.append(loop)
        return _loop[0]
