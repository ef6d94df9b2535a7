"""Draining and deafness."""

from __future__ import annotations

import threading

import pytest

from runtime.contracts.stores import ClaimedRun
from runtime.engine.cancel import Cancel
from runtime.worker import draining
from runtime.worker.leases import OVERDUE, LeaseKeeper
from runtime.worker.process import is_deaf


class Leases:
    """A store that only renews."""

    def renew(self, claimed):
        return False


@pytest.fixture(autouse=True)
def _not_draining():
    yield
    draining._draining.clear()


def held(keeper, seconds=60.0):
    claimed = ClaimedRun("r1", 1, 1, 1, None, ())
    cancel = Cancel()
    keeper.hold(claimed, cancel, seconds)
    return cancel


def test_a_draining_process_waits_for_the_runs_in_hand():
    keeper = LeaseKeeper(Leases())
    cancel = held(keeper)
    threading.Timer(0.1, keeper.release, ["r1"]).start()
    draining.drain(keeper, seconds=5)
    assert draining.is_draining()
    assert not cancel.cancelled


def test_a_run_that_does_not_finish_in_time_is_handed_back():
    keeper = LeaseKeeper(Leases())
    cancel = held(keeper)
    draining.drain(keeper, seconds=0.1)
    assert cancel.reason == draining.RELEASE


def test_a_run_past_its_deadline_is_stopped(monkeypatch):
    monkeypatch.setattr("runtime.worker.leases.LEASE_RENEWAL_SECONDS", 0.05)
    keeper = LeaseKeeper(Leases())
    fired = threading.Event()
    cancel = held(keeper, seconds=0.1)
    cancel.on_cancel(fired.set)
    assert fired.wait(5)
    assert cancel.reason == OVERDUE


@pytest.mark.parametrize(
    ("waiting", "idle", "deaf"),
    [(0, 1000, False), (1000, 0, False), (59, 59, False), (61, 61, True), (1000, 30, False)],
)
def test_a_process_is_deaf_when_runs_wait_and_it_hears_of_none(waiting, idle, deaf):
    assert is_deaf(waiting, idle) is deaf
