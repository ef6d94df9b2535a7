"""A real PostgreSQL cuts its connections, as a restart does: runs go on, threads connect anew."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, connections
from django.db.models.functions import Now

from builder import model_store, run_store
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.start_run import WhatToRun, start_run
from builder.models import Run, RunEvent
from builder.models.run import TERMINAL
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from runtime import registry
from runtime.contracts.errors import FilesUnavailableError
from runtime.engine.cache import ResultCache
from runtime.inference.sessions import Sessions
from runtime.worker import event_stream, tasks
from runtime.worker.leases import LeaseKeeper
from runtime.worker.wired import Wired
from tests.databases import cut_connections, running_postgresql, used_by_django

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def address():
    with running_postgresql() as running:
        yield running


@pytest.fixture
def postgresql(address, db):
    with used_by_django(address):
        yield address
        connection.close()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def run(postgresql, monkeypatch):
    """An accepted run that nobody was rung for."""
    monkeypatch.setattr("runtime.api.start", lambda run, lane: None)
    actor = Actor(User.objects.create(username="ana"))
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    return start_run(actor, WhatToRun(workflow, GRAPH, {}), inputs, "api")


class FaultyStore(DatabaseRunStore):
    """The real store; before its first write in an attempt something happens."""

    def __init__(self, happens):
        self.happens = happens

    def emit(self, claimed, events, records):
        happens, self.happens = self.happens, lambda: None
        happens()
        return super().emit(claimed, events, records)


@pytest.fixture
def worker(monkeypatch):
    """Makes this thread a worker with that store."""

    def use(store):
        means = Wired(
            store, run_store.DatabaseEventLog(), None,
            Sessions(resolve=model_store.DatabaseModelStore().manifest), ResultCache(0),
        )  # fmt: skip
        keeper = LeaseKeeper(store)
        monkeypatch.setattr(tasks, "wired", lambda: means)
        monkeypatch.setattr(tasks, "lease_keeper", lambda: keeper)
        monkeypatch.setattr(event_stream, "ring", lambda *_, **__: None)
        registry.operators()
        return keeper

    return use


def ends(run):
    return list(RunEvent.objects.filter(run=run, type__in=TERMINAL).values_list("type", flat=True))


def test_a_run_whose_database_goes_away_is_not_failed_but_tried_again(run, postgresql, worker):
    store = FaultyStore(lambda: cut_connections(postgresql))
    keeper = worker(store)
    with pytest.raises((OperationalError, InterfaceError)):
        tasks.compute(run.pk)
    connection.close()  # as the end of a task does
    assert keeper.holding() == []
    assert ends(run) == []
    assert Run.objects.get(pk=run.pk).status == "running"
    Run.objects.update(lease_until=Now())
    assert store.sweep() == [(run.pk, "retry")]
    tasks.compute(run.pk, alone=True)
    assert ends(run) == ["succeeded"]
    assert Run.objects.get(pk=run.pk).attempt == 2


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_neither_way_of_losing_the_database_ends_the_run(run, worker, fault):
    def lost():
        raise fault("the connection is closed")

    worker(FaultyStore(lost))
    with pytest.raises(fault):
        tasks.compute(run.pk)
    assert ends(run) == []


def test_a_file_store_that_goes_away_ends_the_run_with_its_reason(run, worker, monkeypatch):
    """Unlike the database, the run can still be ended; its error says that trying again helps."""

    def lost(*_):
        raise FilesUnavailableError("Files cannot be stored or read at the moment.")

    monkeypatch.setattr("runtime.worker.recorder.to_stored", lost)
    worker(DatabaseRunStore())
    tasks.compute(run.pk)
    assert ends(run) == ["failed"]
    assert Run.objects.get(pk=run.pk).error["code"] == "files_unavailable"


@pytest.fixture
def long_lived():
    """One thread that is used again and again and never ends a request or task."""
    with ThreadPoolExecutor(1) as thread:
        yield thread
        thread.submit(connections.close_all).result()


CALLS = {
    "renew": lambda store, claimed: store.renew(claimed),
    "sweep": lambda store, _: store.sweep(),
    "claim": lambda store, _: store.claim("0" * 32, "a"),
    "oldest_waiting_seconds": lambda store, _: store.oldest_waiting_seconds(["interactive"]),
    "prune": lambda store, _: store.prune(1),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_thread_that_never_ends_connects_anew(run, postgresql, long_lived, name):
    """Its connection is looked at before each call, so that not even the first one fails."""
    store, call = DatabaseRunStore(), CALLS[name]
    claimed = store.claim(run.pk, "a")
    before = long_lived.submit(call, store, claimed).result()
    for _ in range(3):
        assert cut_connections(postgresql) >= 1
        assert long_lived.submit(call, store, claimed).result() == before


def test_the_lease_outlives_a_restart_of_the_database(run, postgresql, monkeypatch):
    monkeypatch.setattr("runtime.worker.leases.LEASE_RENEWAL_SECONDS", 0.05)
    renewed = threading.Semaphore(0)

    class Store(DatabaseRunStore):
        def renew(self, claimed):
            asked = super().renew(claimed)
            renewed.release()
            return asked

    store = Store()
    claimed, keeper = store.claim(run.pk, "a"), LeaseKeeper(store)
    keeper.hold(claimed, None, 60)
    assert renewed.acquire(timeout=20)
    cut_connections(postgresql)
    connection.close()
    for _ in range(3):
        assert renewed.acquire(timeout=20)
    keeper.release(claimed.id)
