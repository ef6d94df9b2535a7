"""Old runs go, with all that is their own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models.functions import Now
from django.test import override_settings

from builder import pruning
from builder.actions.once import Once
from builder.actions.retry_run import retry_run
from builder.blob_files import read_blob
from builder.models import (
    Blob,
    NodeOutput,
    NodeRun,
    Run,
    RunEvent,
    RunInput,
)  # fmt: skip
from runtime.contracts.errors import NotFoundError
from runtime.contracts.stores import NodeRecord
from tests.builder.pruning.kept import OLD, age, digests, finish, image, names, start, store


def test_an_old_run_goes_with_all_that_is_its_own(actor, workflow):
    run = start(actor, workflow)
    finish(run)
    age(run)
    pruned = pruning.prune(30, 10)
    assert (pruned.runs, pruned.files, pruned.bytes) == (1, 2, len(b"input" + b"output"))
    for kind in (Run, RunInput, RunEvent, NodeRun, NodeOutput, Blob):
        assert not kind.objects.exists(), kind
    assert names() == set()


def test_a_run_that_ended_lately_stays_whole(actor, workflow):
    run = start(actor, workflow)
    finish(run)
    age(run, dt.timedelta(days=29))
    assert pruning.prune(30, 10) == pruning.Pruned(done=True)
    assert RunEvent.objects.filter(run=run).count() == 4
    assert names() == digests()
    assert len(names()) == 2


@pytest.mark.parametrize("status", ["queued", "running"])
def test_a_run_that_has_not_ended_stays_however_old_it_is(actor, workflow, status):
    run = start(actor, workflow)
    if status == "running":
        claimed = store.claim(run.pk, "a")
        ports = {"crop": image(store.put_blob(claimed.app, b"half", "image/png"))}
        store.emit(claimed, [], [NodeRecord("say", "succeeded", outputs=[ports])])
    age(run)
    assert pruning.prune(30, 10) == pruning.Pruned(done=True)
    assert names() == digests()
    assert names()


@pytest.mark.parametrize("status", ["partially_succeeded", "failed", "cancelled", "dead"])
def test_however_it_ended_it_goes(actor, workflow, status):
    run = start(actor, workflow)
    finish(run, status=status)
    age(run)
    assert pruning.prune(30, 10).runs == 1


def test_a_run_that_is_tried_again_keeps_its_inputs(actor, workflow):
    run = start(actor, workflow)
    finish(run, status="failed")
    age(run)
    again = retry_run(actor, Run.objects.get(pk=run.pk))
    pruning.prune(30, 10)
    assert [item.pk for item in Run.objects.all()] == [again.pk]
    assert read_blob(workflow.app_id, again.inputs.get().values["text"]["blob"]) == b"input"


def test_a_run_whose_input_is_gone_is_not_tried_again(actor, workflow):
    run = start(actor, workflow)
    finish(run, status="failed")
    Blob.objects.all().delete()
    with pytest.raises(NotFoundError, match="no longer stored"):
        retry_run(actor, Run.objects.get(pk=run.pk))
    assert Run.objects.count() == 1


def test_an_idempotency_key_goes_with_its_run(actor, workflow):
    once = Once("once", "hash")
    run = start(actor, workflow, once=once)
    finish(run)
    assert start(actor, workflow, once=once).pk == run.pk
    age(run)
    pruning.prune(30, 10)
    assert start(actor, workflow, once=once).pk != run.pk


def test_many_go_in_batches_and_what_must_stay_is_not_in_the_way(actor, workflow, monkeypatch):
    monkeypatch.setattr(pruning, "RUNS_AT_ONCE", 2)
    monkeypatch.setattr(pruning, "FILES_AT_ONCE", 2)
    stays = start(actor, workflow, b"stays")
    for number in range(5):
        finish(start(actor, workflow, b"in %d" % number), b"out %d" % number)
    for run in Run.objects.all():
        Run.objects.filter(pk=run.pk).update(created_at=Now() - OLD, finished_at=Now() - OLD)
    Run.objects.filter(pk=stays.pk).update(finished_at=None)
    Blob.objects.update(used_at=Now() - OLD)
    assert not pruning.prune(30, 0).done
    assert Run.objects.count() == 4
    pruned = pruning.prune(30, 10)
    assert (pruned.runs, pruned.files, pruned.done) == (3, 10, True)
    assert list(Run.objects.values_list("pk", flat=True)) == [stays.pk]
    assert len(names()) == 1


def test_the_worker_removes_what_the_setting_says(actor, workflow):
    run = start(actor, workflow)
    finish(run)
    age(run)
    with override_settings(KEEP_RUNS_DAYS=0):
        assert store.prune(10)
        assert Run.objects.exists()
    assert store.prune(10)
    assert not Run.objects.exists()
