"""Keeps the leases of this process's runs alive, and carries cancels and deadlines to them."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING

from runtime.contracts.errors import FencedError
from runtime.contracts.limits import LEASE_RENEWAL_SECONDS

if TYPE_CHECKING:
    from runtime.contracts.stores import ClaimedRun, RunStore
    from runtime.engine.cancel import Cancel

log = logging.getLogger(__name__)
OVERDUE = "deadline"


@dataclass
class _Held:
    claimed: ClaimedRun
    cancel: Cancel
    ends_at: float


class LeaseKeeper:
    """One thread that renews every held lease; it sleeps while nothing is held."""

    def __init__(self, store: RunStore) -> None:
        self.store = store
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()
        self._first_held = threading.Condition(self._lock)
        self._released = threading.Condition(self._lock)
        self._thread: threading.Thread | None = None

    def hold(self, claimed: ClaimedRun, cancel: Cancel, seconds: float) -> None:
        """Renew this run's lease until `release`; fire its cancel after `seconds`."""
        with self._lock:
            self._held[claimed.id] = _Held(claimed, cancel, monotonic() + seconds)
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep, name="leases", daemon=True)
                self._thread.start()
            self._first_held.notify()

    def release(self, run: str) -> None:
        """Stop renewing."""
        with self._lock:
            self._held.pop(run, None)
            self._released.notify_all()

    def holding(self) -> list[str]:
        """The runs that this process computes."""
        with self._lock:
            return list(self._held)

    def wait_for_release(self, seconds: float) -> None:
        """Until some run is released, or the time is over."""
        with self._lock:
            self._released.wait(seconds)

    def cancel(self, run: str, reason: str = "cancelled") -> None:
        """Cancel a run of this process at once, without waiting for the next renewal."""
        with self._lock:
            held = self._held.get(run)
        if held is not None:
            held.cancel.fire(reason)

    def _keep(self) -> None:
        while True:
            with self._lock:
                while not self._held:
                    self._first_held.wait()
            sleep(LEASE_RENEWAL_SECONDS)
            with self._lock:
                held = list(self._held.values())
            for item in held:
                self._renew(item)

    def _renew(self, item: _Held) -> None:
        if monotonic() > item.ends_at:
            item.cancel.fire(OVERDUE)
            return
        try:
            if self.store.renew(item.claimed):
                item.cancel.fire()
        except FencedError:
            item.cancel.fire()
        except Exception:
            log.exception("The lease of run %s was not renewed", item.claimed.id)
