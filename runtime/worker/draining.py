"""Stopping without losing anything: claim nothing new, let runs finish, hand back what does not.

A run that is handed back is queued again with its finished nodes kept; the attempt is not counted.
"""

from __future__ import annotations

import logging
import threading
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.worker.leases import LeaseKeeper

log = logging.getLogger(__name__)

FINISH_SECONDS = 20
RELEASE = "release"

_draining = threading.Event()


def is_draining() -> bool:
    """Whether this process takes no more runs."""
    return _draining.is_set()


def begin() -> None:
    """Take no more runs from now on; readiness turns false."""
    _draining.set()


def drain(keeper: LeaseKeeper, seconds: float = FINISH_SECONDS) -> None:
    """Begin, wait for the runs in hand, then hand back the rest."""
    begin()
    ends_at = monotonic() + seconds
    while keeper.holding() and monotonic() < ends_at:
        keeper.wait_for_release(0.2)
    for run in keeper.holding():
        log.warning("Run %s is handed back to the queue", run)
        keeper.cancel(run, RELEASE)
