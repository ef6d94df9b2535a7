"""Rings lost runs again, every few seconds; in embedded mode a thread beside the server.

Once an hour the same thread removes what is past its time, a second of work between two sweeps.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

from runtime.contracts.limits import SWEEP_SECONDS
from runtime.worker import metrics
from runtime.worker.wired import wired

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

log = logging.getLogger(__name__)

PRUNE_EVERY_SECONDS, FIRST_PRUNE_SECONDS, PRUNE_FOR_SECONDS = 3600, 60, 1


def sweep_until(stop: threading.Event, ring: Callable[[str, str], None]) -> None:
    """Sweep now and then every `SWEEP_SECONDS` until told to stop.

    A failing sweep is tried again.
    """
    prune_at = monotonic() + FIRST_PRUNE_SECONDS
    while True:
        try:
            for run, lane in wired().runs.sweep():
                ring(run, lane)
                metrics.lost_rings.inc()
        except Exception:
            log.exception("A sweep failed")
        if monotonic() >= prune_at and _pruned():
            prune_at = monotonic() + PRUNE_EVERY_SECONDS
        if stop.wait(SWEEP_SECONDS):
            return


def _pruned() -> bool:
    """Whether there is nothing more to remove, or none can be removed now."""
    try:
        return wired().runs.prune(PRUNE_FOR_SECONDS)
    except Exception:
        log.exception("What is past its time was not removed")
        return True
