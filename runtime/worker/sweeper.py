"""Rings lost runs again, every few seconds; in embedded mode a thread beside the server."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from runtime.contracts.limits import SWEEP_SECONDS
from runtime.worker import metrics
from runtime.worker.wired import wired

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

log = logging.getLogger(__name__)


def sweep_until(stop: threading.Event, ring: Callable[[str, str], None]) -> None:
    """Sweep now and then every `SWEEP_SECONDS` until told to stop.

    A failing sweep is tried again.
    """
    while True:
        try:
            for run, lane in wired().runs.sweep():
                ring(run, lane)
                metrics.lost_rings.inc()
        except Exception:
            log.exception("A sweep failed")
        if stop.wait(SWEEP_SECONDS):
            return
