"""The worker inside the server's process.

The same Celery task, from an in-memory queue, on threads.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import LANES
from runtime.worker import draining, tasks
from runtime.worker.sweeper import sweep_until

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class EmbeddedWorker:
    """A Celery worker and the sweeper, each in a thread of this process."""

    def __init__(self, app: Any, threads: int, ring: Callable[[str, str], None]) -> None:
        self.app = app
        self.threads = threads
        self.ring = ring
        self.listening = threading.Event()
        self._stop = threading.Event()
        self._controller: Any = None

    def start(self) -> None:
        """Begin; `listening` is set once rings are heard."""
        threading.Thread(target=self._work, name="worker", daemon=True).start()
        threading.Thread(target=self._sweep, name="sweeper", daemon=True).start()

    def stop(self) -> None:
        """Take no more runs, let those in hand finish for a while, hand back the rest."""
        self._stop.set()
        draining.drain(tasks.lease_keeper())
        if self._controller is not None:
            self._controller.stop(in_sighandler=False)

    def _work(self) -> None:
        self._controller = self.app.WorkController(
            pool_cls="threads",
            concurrency=self.threads,
            queues=",".join(LANES),
            ready_callback=lambda _consumer: self.listening.set(),
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
            hostname="embedded@weft",
            loglevel="WARNING",
        )
        try:
            self._controller.start()
        except Exception:
            log.exception("The embedded worker stopped")
            self.listening.clear()

    def _sweep(self) -> None:
        self.listening.wait()
        sweep_until(self._stop, self.ring)


_here: list[EmbeddedWorker] = []


def start_here(app: Any, threads: int, ring: Callable[[str, str], None]) -> EmbeddedWorker:
    """Start the worker of this process."""
    worker = EmbeddedWorker(app, threads, ring)
    _here[:] = [worker]
    worker.start()
    return worker


def is_listening() -> bool:
    """Whether this process's worker hears rings."""
    return bool(_here) and _here[0].listening.is_set()
