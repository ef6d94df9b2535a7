"""Rings the bell: tells sockets and waiters in any process that a run reached a sequence number.

A ring may be lost; who misses one reads the events from the table. A few events ride along, so
that a viewer who saw the one before them need not read. Rings go through ONE long-lived loop: the
server's own in embedded mode, else a thread's, because a fresh loop and connection per call costs
several milliseconds.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from channels.layers import InMemoryChannelLayer, get_channel_layer
from redis.exceptions import RedisError

from runtime.contracts.events import TERMINAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runtime.contracts.events import Event, LiveText

log = logging.getLogger(__name__)

CHANNEL_FAULTS = (OSError, RedisError)
MAX_CARRIED = 4
"""Events that ride along with a ring; each is at most `limits.MAX_EVENT_BYTES`."""
LISTEN_SECONDS, DEAF_PAUSE_SECONDS = 2, 5
"""How long to try to listen, and how long to leave a channel alone that did not answer."""

_loop: list[asyncio.AbstractEventLoop] = []
_lock = threading.Lock()
_waiters: defaultdict[str, list[threading.Event]] = defaultdict(list)


def group_of(run: str) -> str:
    """The channel group of a run's viewers."""
    return f"run.{run}"


def use_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Ring through this running loop from now on."""
    _loop[:] = [loop]


def tell(events: Sequence[Event]) -> None:
    """Ring for events that were just kept, and send them along when they are few."""
    last = events[-1]
    carried = [event.as_json() for event in events] if len(events) <= MAX_CARRIED else []
    ring(last.run, last.seq, terminal=last.type in TERMINAL_TYPES, carried=carried)


def ring(
    run: str, seq: int, *, terminal: bool = False, carried: Sequence[dict[str, Any]] = ()
) -> None:
    """Tell everyone who watches; never blocks, never raises."""
    if terminal:
        _ended(run)
    message = {
        "type": "run.ring", "run": run, "seq": seq, "terminal": terminal, "events": list(carried),
    }  # fmt: skip
    asyncio.run_coroutine_threadsafe(_send(group_of(run), message), _running_loop())


def show(text: LiveText) -> None:
    """Send a growing text to everyone who watches; never blocks, never raises."""
    message = {"type": "run.text", **text.as_json()}
    asyncio.run_coroutine_threadsafe(_send(group_of(text.run), message), _running_loop())


@contextmanager
def expect_end(run: str) -> Iterator[threading.Event]:
    """An event that is set when this process hears that the run ended; open it before the start.

    Rings may be lost, and Redis may be down: look at the table now and then.
    """
    event = threading.Event()
    with _lock:
        _waiters[run].append(event)
    far = not isinstance(get_channel_layer(), InMemoryChannelLayer)
    if far:
        asyncio.run_coroutine_threadsafe(_ears.listen(run), _running_loop())
    try:
        yield event
    finally:
        with _lock:
            if event in _waiters.get(run, []):
                _waiters[run].remove(event)
                if not _waiters[run]:
                    del _waiters[run]
            last = run not in _waiters
        if far and last:
            asyncio.run_coroutine_threadsafe(_ears.forget(run), _running_loop())


class _Ears:
    """Hears the rings of other processes on the ring loop.

    One channel for the process, in the group of every run that somebody here waits for. A fault
    only means that the end is found by looking at the table.
    """

    def __init__(self) -> None:
        self._channel = ""
        self._hearing: asyncio.Task[None] | None = None
        self._deaf_until = 0.0
        self._turn = asyncio.Lock()

    async def listen(self, run: str) -> None:
        """Hear this run's rings from now on."""
        async with self._turn:
            if monotonic() < self._deaf_until:
                return
            layer = get_channel_layer()
            try:
                async with asyncio.timeout(LISTEN_SECONDS):
                    if self._hearing is None:
                        self._channel = await layer.new_channel("ends.")
                        self._hearing = asyncio.create_task(self._hear(layer))
                    await layer.group_add(group_of(run), self._channel)
            except CHANNEL_FAULTS:
                log.warning("The live channel is down; ends of runs are found by polling.")
                self._deaf_until = monotonic() + DEAF_PAUSE_SECONDS

    async def forget(self, run: str) -> None:
        """Hear this run no longer."""
        async with self._turn:
            if self._hearing is None:
                return
            try:
                async with asyncio.timeout(LISTEN_SECONDS):
                    await get_channel_layer().group_discard(group_of(run), self._channel)
            except CHANNEL_FAULTS:
                log.warning("The live channel is down; a group is left when it is back.")

    async def _hear(self, layer: Any) -> None:
        while True:
            try:
                message = await layer.receive(self._channel)
            except CHANNEL_FAULTS:
                await asyncio.sleep(1)
                continue
            if message.get("terminal"):
                _ended(message["run"])


_ears = _Ears()


def _ended(run: str) -> None:
    with _lock:
        for event in _waiters.pop(run, []):
            event.set()


async def _send(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    try:
        await layer.group_send(group, message)
    except CHANNEL_FAULTS:
        log.warning("The live channel is down; viewers will read events by polling.")


def _running_loop() -> asyncio.AbstractEventLoop:
    with _lock:
        if not _loop:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="rings", daemon=True).start()
            _loop.append(loop)
        return _loop[0]
