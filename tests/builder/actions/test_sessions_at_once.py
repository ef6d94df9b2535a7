"""Many threads ask for one session on a real PostgreSQL: one gets it, and no update is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.actions.sessions import SessionBusyError, open_session
from builder.actions.start_run import WhatToRun, start_run
from builder.models import Run, StreamSession
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from runtime.contracts.events import NewEvent
from runtime.contracts.stores import NodeRecord
from tests.builder.actions.test_sessions import GRAPH
from tests.databases import running_postgresql, used_by_django

THREADS, ROUNDS = 6, 8
store = DatabaseRunStore()


@pytest.fixture(scope="module")
def postgresql(django_db_blocker):
    with running_postgresql() as address, django_db_blocker.unblock(), used_by_django(address):
        yield


def test_every_state_is_built_on_the_one_before(postgresql):
    actor = Actor(User.objects.create(username="ana"))
    app = create_app(actor, "App", "text")
    workflow = create_workflow(actor, app, "Flow", GRAPH)
    version = save_version(actor, workflow, GRAPH)
    session = open_session(actor, workflow, version)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    together = Barrier(THREADS)

    def call(_) -> int:
        """Ask `ROUNDS` times; each time the session is got, count one up. Answers how often."""
        got = 0
        try:
            for _ in range(ROUNDS):
                together.wait(30)
                what = WhatToRun(workflow, GRAPH, {}, version, session=session)
                try:
                    run = start_run(actor, what, inputs, "api")
                except SessionBusyError:
                    continue
                claimed = store.claim(run.pk, "a")
                assert claimed is not None
                assert claimed.session is not None
                number = claimed.session.get("say", {}).get("frame", 0)
                left = {"frame": number + 1, "time_ms": 0, "streams": {}}
                record = NodeRecord("say", "succeeded", ms=1, outputs=[{}], left=left)
                events = [NewEvent("node_succeeded", "say"), NewEvent("succeeded")]
                store.emit(claimed, events, [record])
                got += 1
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(THREADS) as pool:
        got = sum(pool.map(call, range(THREADS)))
    row = StreamSession.objects.get(pk=session)
    assert got >= ROUNDS
    assert (row.state["say"]["frame"], row.revision, Run.objects.count()) == (got, got, got)
