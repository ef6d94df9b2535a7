"""Lease, fence and sequence: what keeps a run from being lost, doubled or overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.cancel_run import cancel_run
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.start_run import WhatToRun, start_run
from builder.models import NodeOutput, Run, RunEvent
from builder.permissions import Actor
from builder.run_store import DatabaseEventLog, DatabaseRunStore
from runtime.contracts.errors import CancelledError, FencedError
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
PAST = dt.timedelta(seconds=-1)
store = DatabaseRunStore()


@pytest.fixture
def actor(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def run(actor):
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    return start_run(actor, WhatToRun(workflow, GRAPH, {}), inputs, "api")


def expire(run):
    Run.objects.filter(pk=run.pk).update(lease_until=Now() + PAST)


def story(run):
    return list(RunEvent.objects.filter(run=run).order_by("seq").values_list("seq", "type"))


def test_an_accepted_run_is_queued_with_its_first_event(run):
    assert story(run) == [(1, "queued")]
    assert Run.objects.get(pk=run.pk).status == "queued"


def test_a_run_is_claimed_once(run):
    assert store.claim(run.pk, "a").fence == 1
    assert store.claim(run.pk, "b") is None
    assert story(run) == [(1, "queued"), (2, "attempt_started")]


def test_a_ring_for_nothing_does_nothing(db):
    assert store.claim("0" * 32, "a") is None


def test_an_expired_lease_is_taken_over_and_the_old_owner_is_fenced(run):
    old = store.claim(run.pk, "a")
    expire(run)
    new = store.claim(run.pk, "b")
    assert new.attempt == 2
    with pytest.raises(FencedError):
        store.emit(old, [NewEvent("succeeded")], [])
    with pytest.raises(FencedError):
        store.renew(old)
    store.emit(new, [NewEvent("succeeded")], [])
    assert [kind for _, kind in story(run)].count("succeeded") == 1


def test_output_and_event_are_kept_together_or_not_at_all(run):
    claimed = store.claim(run.pk, "a")
    expire(run)
    store.claim(run.pk, "b")
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{"text": None}])
    with pytest.raises(FencedError):
        store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    assert not NodeOutput.objects.filter(run=run).exists()


def test_the_sequence_has_no_gap(run):
    claimed = store.claim(run.pk, "a")
    store.emit(claimed, [NewEvent("node_started", "say"), NewEvent("node_progress", "say")], [])
    last = store.emit(claimed, [NewEvent("succeeded")], [])
    assert [seq for seq, _ in story(run)] == list(range(1, last + 1))


def test_the_database_allows_one_terminal_event(run):
    claimed = store.claim(run.pk, "a")
    store.emit(claimed, [NewEvent("succeeded")], [])
    with pytest.raises(IntegrityError), transaction.atomic():
        RunEvent.objects.create(run=run, seq=99, type="failed")


def test_nothing_follows_the_terminal_event(run):
    claimed = store.claim(run.pk, "a")
    store.emit(claimed, [NewEvent("failed", data={"error": {"code": "x"}})], [])
    with pytest.raises(FencedError):
        store.emit(claimed, [NewEvent("node_started", "say")], [])


def test_the_next_attempt_knows_what_was_finished(run):
    claimed = store.claim(run.pk, "a")
    ports = {"text": {"kind": "text", "raw": "hi"}}
    record = NodeRecord("say", "succeeded", ms=1, outputs=[ports])
    store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    expire(run)
    assert store.claim(run.pk, "b").finished == {"say": [ports]}


def test_a_run_is_dead_after_three_lost_attempts(run):
    for _ in range(3):
        assert store.claim(run.pk, "a") is not None
        expire(run)
    assert store.claim(run.pk, "a") is None
    assert run.pk not in store.sweep()
    row = Run.objects.get(pk=run.pk)
    assert (row.status, row.error["code"]) == ("dead", "attempts_exhausted")
    assert story(run)[-1][1] == "dead"


def test_the_sweeper_rings_lost_and_forgotten_runs_again(run):
    assert run.pk not in store.sweep()
    Run.objects.filter(pk=run.pk).update(created_at=Now() - dt.timedelta(seconds=3))
    assert run.pk in store.sweep()
    store.claim(run.pk, "a")
    assert run.pk not in store.sweep()
    expire(run)
    assert run.pk in store.sweep()


def test_a_queued_run_past_its_deadline_fails(run):
    Run.objects.filter(pk=run.pk).update(deadline_at=Now() + PAST)
    store.sweep()
    assert Run.objects.get(pk=run.pk).error["code"] == "deadline_exceeded"


def test_a_queued_run_is_cancelled_at_once(actor, run):
    cancel_run(actor, run)
    assert story(run)[-1] == (2, "cancelled")
    assert store.claim(run.pk, "a") is None


def test_a_running_run_hears_of_its_cancel_with_its_next_write(actor, run):
    claimed = store.claim(run.pk, "a")
    cancel_run(actor, run)
    assert store.renew(claimed) is True
    with pytest.raises(CancelledError):
        store.emit(claimed, [NewEvent("node_started", "say")], [])
    store.emit(claimed, [NewEvent("cancelled")], [])
    assert story(run)[-1][1] == "cancelled"


def test_viewers_read_on_from_where_they_were(actor, run):
    log = DatabaseEventLog()
    store.claim(run.pk, "a")
    assert [event.seq for event in log.events_after(run.pk, 1)] == [2]
    assert log.may_view(actor.user, run.pk)
    assert not log.may_view(User.objects.create(username="bob"), run.pk)
