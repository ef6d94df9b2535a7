"""What a worker process of its own does beside computing: sweeps, listens to itself, drains."""

from __future__ import annotations

import logging
import os
import threading
from time import monotonic
from typing import TYPE_CHECKING

from runtime.contracts.limits import DEAF_SECONDS
from runtime.worker import draining, tasks
from runtime.worker.sweeper import sweep_until
from runtime.worker.wired import wired

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

LISTEN_SECONDS = 10
DEAF_EXIT_CODE = 3

_stop = threading.Event()


def begin(lanes: Sequence[str]) -> None:
    """Start the sweeper and the guard against deafness, each in a thread."""
    threading.Thread(
        target=sweep_until, args=(_stop, tasks.ring), name="sweeper", daemon=True
    ).start()
    threading.Thread(target=_listen, args=(lanes,), name="deafness", daemon=True).start()


def end() -> None:
    """Begin to drain; called when the process is asked to stop, returns at once."""
    _stop.set()
    draining.begin()
    keeper = tasks.lease_keeper()
    threading.Thread(target=draining.drain, args=(keeper,), name="drain", daemon=True).start()


def is_deaf(waiting_seconds: float, idle_seconds: float) -> bool:
    """Whether runs wait while this process, with nothing to do, hears of none."""
    return min(waiting_seconds, idle_seconds) > DEAF_SECONDS


def _listen(lanes: Sequence[str]) -> None:
    """Stop the process when it is deaf: whoever supervises it starts a new one."""
    while not _stop.wait(LISTEN_SECONDS):
        if tasks.lease_keeper().holding():
            continue
        try:
            waiting = wired().runs.oldest_waiting_seconds(lanes)
        except Exception:
            log.exception("The queue could not be looked at")
            continue
        if is_deaf(waiting, monotonic() - tasks.heard_at[0]):
            log.critical("Runs have waited %.0f s and no ring was heard; stopping", waiting)
            os._exit(DEAF_EXIT_CODE)
