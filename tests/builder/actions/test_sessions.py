"""Named sessions in the database: scope, one run at a time, what is kept and when it goes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from builder import session_states
from builder.actions import sessions
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.cancel_run import cancel_run
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.actions.sessions import (
    SessionBusyError,
    TooManySessionsError,
    UnknownSessionError,
    find_session,
    open_session,
)
from builder.actions.set_visibility import set_visibility
from builder.actions.start_run import WhatToRun, start_run
from builder.models import NodeRun, Run, StreamSession
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from runtime.contracts.errors import FencedError
from runtime.contracts.events import NewEvent
from runtime.contracts.stores import NodeRecord

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip
OLD = dt.timedelta(seconds=-301)
store = DatabaseRunStore()


def left(number):
    return {"frame": number, "time_ms": 0, "streams": {"": number}}


class Place:
    """A user with a workflow's version."""

    def __init__(self, name: str) -> None:
        self.actor = Actor(User.objects.create(username=name))
        app = create_app(self.actor, "App", "text")
        self.workflow = create_workflow(self.actor, app, "Flow", GRAPH)
        self.version = save_version(self.actor, self.workflow, GRAPH)

    def open(self) -> str:
        return open_session(self.actor, self.workflow, self.version)

    def start(self, session):
        what = WhatToRun(self.workflow, GRAPH, {}, self.version, session=session)
        inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
        return start_run(self.actor, what, inputs, "api")

    def compute(self, session, number, end="succeeded"):
        """A run from its start to its end, whose node leaves a number; answers what it found."""
        claimed = store.claim(self.start(session).pk, "a")
        record = NodeRecord("say", "succeeded", ms=1, outputs=[{}], left=left(number))
        store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
        store.emit(claimed, [NewEvent(end)], [])
        return claimed.session


@pytest.fixture
def here(db):
    return Place("ana")


def test_each_call_finds_what_the_one_before_left(here):
    session = here.open()
    assert here.compute(session, 1) == {}
    assert here.compute(session, 2) == {"say": left(1)}
    assert here.compute(session, 3) == {"say": left(2)}
    row = StreamSession.objects.get()
    assert (row.revision, row.state) == (3, {"say": left(3)})
    assert not NodeRun.objects.filter(left__isnull=False).exists()


def test_runs_without_a_session_know_nothing_of_it(here):
    here.compute(here.open(), 1)
    assert here.compute(None, 2) is None
    assert Run.objects.last().session == "" or Run.objects.filter(session="").exists()


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_a_failed_run_leaves_what_was_there(here, end):
    session = here.open()
    here.compute(session, 1)
    here.compute(session, 2, end)
    assert StreamSession.objects.get().revision == 1
    assert here.compute(session, 3) == {"say": left(1)}


def test_a_run_that_succeeded_in_part_goes_on(here):
    session = here.open()
    here.compute(session, 1, "partially_succeeded")
    assert here.compute(session, 2) == {"say": left(1)}


def test_two_calls_at_once_are_never_mixed(here):
    session = here.open()
    first = here.start(session)
    with pytest.raises(SessionBusyError, match="still computed"):
        here.start(session)
    assert Run.objects.count() == 1
    claimed = store.claim(first.pk, "a")
    with pytest.raises(SessionBusyError):
        here.start(session)
    store.emit(claimed, [NewEvent("succeeded")], [])
    assert here.start(session).session == session


def test_who_took_it_in_between_wins(here, monkeypatch):
    """As when two processes ask at the same time, and both find it free."""
    session = here.open()
    found = sessions._found

    def found_and_lost(*about):
        row = found(*about)
        StreamSession.objects.filter(pk=row.pk).update(run="f" * 32)
        return row

    monkeypatch.setattr(sessions, "_found", found_and_lost)
    with pytest.raises(SessionBusyError):
        here.start(session)
    assert not Run.objects.exists()


def test_a_session_is_free_again_after_a_cancel_and_after_a_dead_run(here):
    session = here.open()
    cancel_run(here.actor, here.start(session))
    run = here.start(session)
    for _ in range(3):
        store.claim(run.pk, "a", alone=True)
        Run.objects.filter(pk=run.pk).update(lease_until=Now() + OLD)
    store.sweep()
    assert Run.objects.get(pk=run.pk).status == "dead"
    assert here.compute(session, 1) == {}


def test_an_attempt_after_a_lost_worker_finds_the_same_and_keeps_what_finished_nodes_left(here):
    session = here.open()
    here.compute(session, 1)
    run = here.start(session)
    lost = store.claim(run.pk, "a")
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{"text": None}], left=left(2))
    store.emit(lost, [NewEvent("node_succeeded", "say")], [record])
    Run.objects.filter(pk=run.pk).update(lease_until=Now() + OLD)
    again = store.claim(run.pk, "b", alone=True)
    assert (again.session, again.finished) == ({"say": left(1)}, {"say": [{"text": None}]})
    with pytest.raises(FencedError):
        store.emit(lost, [NewEvent("succeeded")], [])
    assert StreamSession.objects.get().revision == 1
    store.emit(again, [NewEvent("succeeded")], [])
    assert StreamSession.objects.get().state == {"say": left(2)}


def test_it_exists_for_its_user_workflow_and_version_only(here):
    session = here.open()
    ours = (here.actor, here.workflow, here.version)
    assert find_session(*ours, session) == session
    other = Place("bob")
    newer = save_version(here.actor, here.workflow, GRAPH)
    second = create_workflow(here.actor, here.workflow.app, "Second", GRAPH)
    third = save_version(here.actor, second, GRAPH)
    strangers = [
        (other.actor, here.workflow, here.version), (other.actor, other.workflow, other.version),
        (here.actor, here.workflow, newer), (here.actor, second, third),
    ]  # fmt: skip
    for place in strangers:
        with pytest.raises(UnknownSessionError, match="no session"):
            find_session(*place, session)
    with pytest.raises(UnknownSessionError):
        find_session(*ours, "0" * 32)
    with pytest.raises(UnknownSessionError):
        other.start(session)


def test_it_is_kept_for_five_minutes_after_the_last_call(here):
    session = here.open()
    ours = (here.actor, here.workflow, here.version)
    StreamSession.objects.update(used_at=Now() + dt.timedelta(seconds=-280))
    store.sweep()
    here.compute(session, 1)
    store.sweep()
    assert find_session(*ours, session) == session
    StreamSession.objects.update(used_at=Now() + OLD)
    with pytest.raises(UnknownSessionError, match="over 5 minutes ago"):
        find_session(*ours, session)
    with pytest.raises(UnknownSessionError):
        here.start(session)
    store.sweep()
    assert not StreamSession.objects.exists()


def test_it_stays_while_a_run_has_it(here):
    session = here.open()
    claimed = store.claim(here.start(session).pk, "a")
    StreamSession.objects.update(used_at=Now() + OLD)
    store.sweep()
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{}], left=left(9))
    store.emit(claimed, [NewEvent("node_succeeded", "say"), NewEvent("succeeded")], [record])
    assert here.compute(session, 10) == {"say": left(9)}


def test_there_are_so_many_of_an_app_and_of_a_caller(here, monkeypatch):
    monkeypatch.setattr(sessions, "MAX_SESSIONS_PER_CALLER", 2)
    here.open()
    here.open()
    with pytest.raises(TooManySessionsError, match="Your user has 2") as caught:
        here.open()
    assert caught.value.data["retry_after"] == 60
    monkeypatch.setattr(sessions, "MAX_SESSIONS_PER_APP", 2)
    set_visibility(here.actor, here.workflow, "public")
    with pytest.raises(TooManySessionsError, match="This app has 2"):
        open_session(Actor(User.objects.create(username="eve")), here.workflow, here.version)
    StreamSession.objects.update(used_at=Now() + OLD)
    assert here.open()


def test_a_session_that_is_gone_is_no_fault_at_the_end(here):
    claimed = store.claim(here.start(here.open()).pk, "a")
    StreamSession.objects.all().delete()
    store.emit(claimed, [NewEvent("succeeded")], [])
    assert session_states.living().count() == 0
