"""Lease, fence and sequence: what keeps a run from being lost, doubled or overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.admit import OverloadedError, QuarantinedError, TooManyQueuedError
from builder.actions.cancel_run import cancel_run
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.actions.start_run import WhatToRun, start_run
from builder.models import NodeOutput, Quarantine, Run, RunEvent
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
    assert store.claim(run.pk, "b") is None
    new = store.claim(run.pk, "b", alone=True)
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
    store.claim(run.pk, "b", alone=True)
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{"text": None}])
    with pytest.raises(FencedError):
        store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    assert not NodeOutput.objects.filter(run=run).exists()


def test_the_sequence_has_no_gap(run):
    claimed = store.claim(run.pk, "a")
    store.emit(claimed, [NewEvent("node_started", "say"), NewEvent("node_progress", "say")], [])
    (last,) = store.emit(claimed, [NewEvent("succeeded")], [])
    assert [seq for seq, _ in story(run)] == list(range(1, last.seq + 1))


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
    assert store.claim(run.pk, "b", alone=True).finished == {"say": [ports]}


def test_a_run_is_dead_after_three_lost_attempts(run):
    for _ in range(3):
        assert store.claim(run.pk, "a", alone=True) is not None
        expire(run)
    assert store.claim(run.pk, "a", alone=True) is None
    assert store.sweep() == []
    row = Run.objects.get(pk=run.pk)
    assert (row.status, row.error["code"]) == ("dead", "attempts_exhausted")
    assert story(run)[-1][1] == "dead"


def test_the_sweeper_rings_lost_and_forgotten_runs_again(run):
    assert store.sweep() == []
    Run.objects.filter(pk=run.pk).update(created_at=Now() - dt.timedelta(seconds=3))
    assert store.sweep() == [(run.pk, "interactive")]
    store.claim(run.pk, "a")
    assert store.sweep() == []
    expire(run)
    assert store.sweep() == [(run.pk, "retry")]


def test_a_long_queue_does_not_fill_up_with_rings(run):
    Run.objects.filter(pk=run.pk).update(created_at=Now() - dt.timedelta(seconds=15))
    assert store.sweep() == []


def test_a_run_that_is_handed_back_keeps_its_attempts_and_its_finished_nodes(run):
    claimed = store.claim(run.pk, "a")
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{"text": None}])
    store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    assert store.release(claimed) == "interactive"
    row = Run.objects.get(pk=run.pk)
    assert (row.status, row.attempt) == ("queued", 0)
    with pytest.raises(FencedError):
        store.emit(claimed, [NewEvent("succeeded")], [])
    assert store.claim(run.pk, "b").finished == {"say": [{"text": None}]}


def test_a_version_that_keeps_crashing_workers_is_taken_out_of_service(actor, run):
    workflow = run.workflow
    version = save_version(actor, workflow, GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    for _ in range(4):
        bad = start_run(actor, WhatToRun.of(version, workflow), inputs, "api")
        for _ in range(2):
            store.claim(bad.pk, "a", alone=True)
            expire(bad)
    waiting = start_run(actor, WhatToRun.of(version, workflow), inputs, "api")
    store.sweep()
    assert Quarantine.objects.filter(version=version).exists()
    store.sweep()
    assert Run.objects.get(pk=waiting.pk).error["code"] == "version_quarantined"
    with pytest.raises(QuarantinedError):
        start_run(actor, WhatToRun.of(version, workflow), inputs, "api")


def test_a_version_is_not_condemned_for_attempts_lost_beside_others(actor, run):
    workflow = run.workflow
    version = save_version(actor, workflow, GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    for _ in range(6):
        lost = start_run(actor, WhatToRun.of(version, workflow), inputs, "api")
        store.claim(lost.pk, "a")
        expire(lost)
    store.sweep()
    assert not Quarantine.objects.exists()


def test_one_crashing_run_does_not_condemn_its_version(actor, run):
    workflow = run.workflow
    version = save_version(actor, workflow, GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    for _ in range(5):
        good = start_run(actor, WhatToRun.of(version, workflow), inputs, "api")
        store.emit(store.claim(good.pk, "a"), [NewEvent("succeeded")], [])
    bad = start_run(actor, WhatToRun.of(version, workflow), inputs, "api")
    store.claim(bad.pk, "a")
    expire(bad)
    store.sweep()
    assert not Quarantine.objects.exists()


def test_too_many_queued_runs_of_one_app_are_refused(actor, run, monkeypatch):
    monkeypatch.setattr("builder.actions.admit.MAX_QUEUED_PER_APP", 1)
    with pytest.raises(TooManyQueuedError) as caught:
        start_run(actor, WhatToRun(run.workflow, GRAPH, {}), [], "api")
    assert caught.value.data["retry_after"] >= 1
    assert Run.objects.count() == 1


def test_nothing_is_accepted_while_the_queue_stands_still(actor, run):
    cache.clear()
    Run.objects.filter(pk=run.pk).update(created_at=Now() - dt.timedelta(seconds=90))
    with pytest.raises(OverloadedError):
        start_run(actor, WhatToRun(run.workflow, GRAPH, {}), [], "api")
    cache.clear()


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
