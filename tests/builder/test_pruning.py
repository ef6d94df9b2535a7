"""Old runs leave with all that is theirs; files leave when nothing points at them any more."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.test import override_settings

from builder import blob_files, pruning
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.once import Once
from builder.actions.retry_run import retry_run
from builder.actions.start_run import WhatToRun, start_run
from builder.blob_files import read_blob, write_blob
from builder.models import (
    Blob,
    Draft,
    NodeOutput,
    NodeRun,
    Pin,
    Run,
    RunEvent,
    RunInput,
    Sample,
    Version,
)  # fmt: skip
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from config.files import file_store
from runtime.contracts.errors import FilesUnavailableError, NotFoundError
from runtime.contracts.events import NewEvent
from runtime.contracts.operator import Context
from runtime.contracts.stores import NodeRecord
from runtime.contracts.values import Image, Json, List, Text
from runtime.media.stored import to_stored
from runtime.operators.connect import file_writer
from runtime.worker import sweeper
from tests.contexts import Token
from tests.databases import running_postgresql, used_by_django

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip
OLD = dt.timedelta(days=40)
store = DatabaseRunStore()


@pytest.fixture(scope="module")
def postgresql():
    with running_postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, db):
    """Either kind, with tables and nothing in them."""
    if request.param == "sqlite":
        yield
        return
    with used_by_django(request.getfixturevalue("postgresql")):
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def actor(database, tmp_path):
    files = file_store("", tmp_path, endpoint="", region="")
    with override_settings(STORAGES={"default": files}, KEEP_RUNS_DAYS=30):
        yield Actor(User.objects.create(username="ana"))


@pytest.fixture
def workflow(actor):
    return create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)


def keep(workflow, data):
    return write_blob(workflow.app_id, data, "image/png")


def image(digest):
    return {"kind": "image", "blob": digest, "media_type": "image/png", "width": 1, "height": 1}


def start(actor, workflow, data=b"input", **about):
    inputs = [AcceptedInput("one", {"text": image(keep(workflow, data))})]
    return start_run(actor, WhatToRun(workflow, GRAPH, {}), inputs, "api", **about)


def finish(run, data=b"output", status="succeeded"):
    """Claim it, leave an output with a file deep inside, end it."""
    claimed = store.claim(run.pk, "a")
    ports = {"crops": [[image(store.put_blob(claimed.app, data, "image/png"))]]}
    record = NodeRecord("say", "succeeded", ms=1, outputs=[ports])
    store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    store.emit(claimed, [NewEvent(status)], [])


def age(run, by=OLD):
    """As if all of it had happened before, its files too."""
    Run.objects.filter(pk=run.pk).update(
        created_at=F("created_at") - by, finished_at=F("finished_at") - by
    )
    Blob.objects.filter(app=run.app).update(used_at=F("used_at") - by)


def names():
    """What lies in the store."""
    folders = [f"{app}/{pair}" for app in listed("", 0) for pair in listed(app, 0)]
    return {name for folder in folders for name in listed(folder, 1)}


def listed(folder, which):
    return storages["default"].listdir(folder)[which]


def digests():
    return set(Blob.objects.values_list("digest", flat=True))


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


class AppFiles:
    """Where an operator keeps files: the app's store."""

    def __init__(self, app):
        self.app = app

    def keep(self, file, media_type):
        return store.put_blob(self.app, file, media_type)

    def open(self, blob):
        raise NotImplementedError


def written(claimed, text):
    """What a file writer tells of the file that it kept."""
    files = AppFiles(claimed.app)
    context = Context(cancel=Token(), progress=lambda done, total: None, files=files)
    batch = [file_writer.Inputs(Text(text))]
    (outcome,) = file_writer.run(batch, file_writer.Params(file_type="txt"), context)
    return outcome.file


def end_with(run, make):
    """End a run with the stored form of the value that is made for it."""
    claimed = store.claim(run.pk, "a")
    stored = to_stored(make(claimed), lambda data, kind: store.put_blob(claimed.app, data, kind))
    record = NodeRecord("say", "succeeded", ms=1, outputs=[{"file": stored}])
    store.emit(claimed, [NewEvent("node_succeeded", "say")], [record])
    store.emit(claimed, [NewEvent("succeeded")], [])


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda file: file,
        lambda file: Json({"files": [file]}),
        lambda file: List((file, Json({"deep": [{"file": file}]}))),
    ],
)
def test_a_written_file_stays_with_its_run_and_goes_with_it(actor, workflow, wrapped):
    old, kept = start(actor, workflow, b"one"), start(actor, workflow, b"two")
    end_with(old, lambda claimed: wrapped(written(claimed, "old")))
    end_with(kept, lambda claimed: wrapped(written(claimed, "kept")))
    for run in (old, kept):
        Run.objects.filter(pk=run.pk).update(created_at=Now() - OLD)
    Run.objects.filter(pk=old.pk).update(finished_at=Now() - OLD)
    Blob.objects.update(used_at=Now() - OLD)
    assert pruning.foresee(30).files == 2
    assert pruning.prune(30, 10).files == 2
    found = {read_blob(workflow.app_id, digest) for digest in digests()}
    assert found == {b"two", b"kept\n"}
    assert names() == digests()


def test_a_picture_within_a_list_stays_with_its_run_and_goes_with_it(actor, workflow):
    run = start(actor, workflow)
    end_with(run, lambda _: List((Json({"crop": Image(np.zeros((2, 2, 3), np.uint8))}),)))
    Run.objects.update(created_at=Now() - OLD)
    Blob.objects.update(used_at=Now() - OLD)
    assert pruning.prune(30, 10).files == 0
    assert len(names()) == 2
    age(run)
    assert pruning.prune(30, 10).files == 2
    assert names() == set()


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


def test_a_file_that_a_newer_run_was_given_too_stays(actor, workflow):
    old = start(actor, workflow, b"shared")
    finish(old, b"own")
    age(old)
    new = start(actor, workflow, b"shared")
    pruned = pruning.prune(30, 10)
    assert (pruned.runs, pruned.files) == (1, 1)
    kept = new.inputs.get().values["text"]["blob"]
    assert read_blob(workflow.app_id, kept) == b"shared"
    assert names() == digests() == {kept}


def test_a_file_that_a_newer_run_made_too_stays(actor, workflow):
    """As when the result came from the cache: it is kept anew for each run."""
    old = start(actor, workflow, b"one")
    finish(old, b"crop")
    age(old)
    new = start(actor, workflow, b"two")
    finish(new, b"crop")
    pruning.prune(30, 10)
    assert {read_blob(workflow.app_id, digest) for digest in digests()} == {b"two", b"crop"}


def test_another_apps_file_of_the_same_bytes_stays(actor, workflow):
    other = create_workflow(actor, create_app(actor, "Other", "text"), "Flow", GRAPH)
    start(actor, other, b"same")
    run = start(actor, workflow, b"same")
    finish(run)
    age(run)
    pruning.prune(30, 10)
    assert set(Blob.objects.values_list("app", flat=True)) == {other.app_id}
    assert len(names()) == 1


def test_a_sample_keeps_its_file(actor, workflow):
    digest = keep(workflow, b"sample")
    Sample.objects.create(app=workflow.app, title="One", kind="image", digest=digest)
    Blob.objects.update(used_at=Now() - OLD)
    assert pruning.prune(30, 10) == pruning.Pruned(done=True)
    assert names() == {digest}


def test_a_draft_or_version_that_names_a_file_keeps_it(actor, workflow):
    drafted, saved = keep(workflow, b"drafted"), keep(workflow, b"saved")
    Draft.objects.filter(workflow=workflow).update(graph={"nodes": [{"params": {"a": drafted}}]})
    Version.objects.create(
        workflow=workflow, number=1, digest="x", graph={"nodes": [{"params": [saved]}]},
        created_by=actor.user,
    )  # fmt: skip
    Blob.objects.update(used_at=Now() - OLD)
    pruning.prune(30, 10)
    assert names() == {drafted, saved}


def test_a_pinned_output_keeps_its_file(actor, workflow):
    digest = keep(workflow, b"pinned")
    outputs = [{"images": {"kind": "image", "blob": digest}}]
    Pin.objects.create(
        workflow=workflow, node="crop", operator="image-crop", outputs=outputs, run_number=1
    )
    Blob.objects.update(used_at=Now() - OLD)
    pruning.prune(30, 10)
    assert names() == {digest}


def test_an_upload_that_no_run_points_at_yet_stays_for_a_while(actor, workflow):
    keep(workflow, b"in flight")
    Blob.objects.update(used_at=Now() - dt.timedelta(days=1))
    assert pruning.prune(1, 10).files == 0
    Blob.objects.update(used_at=Now() - dt.timedelta(days=1) - pruning.GRACE)
    assert pruning.prune(1, 10).files == 1


def test_a_file_that_was_used_since_it_was_judged_is_not_removed(actor, workflow):
    digest = keep(workflow, b"x")
    Blob.objects.update(used_at=Now() - OLD)
    judged = Blob.objects.get()
    keep(workflow, b"x")
    assert not blob_files.remove_blob(judged)
    assert read_blob(workflow.app_id, digest) == b"x"


def test_bytes_that_are_kept_again_while_they_are_removed_are_there(actor, workflow, monkeypatch):
    """Removed between the look whether the file is there and the renewal of its row."""
    digest = keep(workflow, b"x")
    Blob.objects.update(used_at=Now() - OLD)
    judged, exists = Blob.objects.get(), storages["default"].exists

    def then_it_goes(name):
        monkeypatch.setattr(storages["default"], "exists", exists)
        there = exists(name)
        assert blob_files.remove_blob(judged)
        return there

    monkeypatch.setattr(storages["default"], "exists", then_it_goes)
    keep(workflow, b"x")
    assert read_blob(workflow.app_id, digest) == b"x"
    assert digests() == {digest}


def test_a_file_that_cannot_be_removed_keeps_its_row(actor, workflow, monkeypatch):
    keep(workflow, b"x")
    Blob.objects.update(used_at=Now() - OLD)

    def fail(name):
        raise OSError("the bucket does not answer")

    monkeypatch.setattr(storages["default"], "delete", fail)
    with pytest.raises(FilesUnavailableError):
        pruning.prune(30, 10)
    assert names() == digests()
    assert names()


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


def said(capsys, *arguments):
    call_command("prune", *arguments)
    return capsys.readouterr().out.strip()


def test_the_command_says_what_would_go_and_then_what_went(actor, workflow, capsys):
    old = start(actor, workflow, b"shared")
    finish(old, b"own")
    age(old)
    finish(start(actor, workflow, b"shared"), b"new")
    assert said(capsys, "--dry-run") == "Would remove 1 runs and 1 files (0.0 MB)."
    assert Run.objects.count() == 2
    assert said(capsys) == "Removed 1 runs and 1 files (0.0 MB)."
    assert said(capsys) == "Removed 0 runs and 0 files (0.0 MB)."
    assert names() == digests()
    assert len(names()) == 2


def test_the_command_keeps_everything_when_told_so(actor, capsys):
    with override_settings(KEEP_RUNS_DAYS=0):
        assert "everything is kept" in said(capsys)


@pytest.mark.parametrize("days", ["0", "-1", "99999999"])
def test_the_command_refuses_days_that_cannot_be_meant(actor, days):
    with pytest.raises(CommandError, match="--days"):
        call_command("prune", f"--days={days}")


class Until:
    """Stands in for the event that stops the sweeper: lets it go round so many times."""

    def __init__(self, rounds):
        self.rounds = rounds

    def wait(self, seconds):
        self.rounds -= 1
        return self.rounds == 0


class Store:
    """Stands in for the store, to be asked; there is more to remove until its list is empty."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def sweep(self):
        return []

    def prune(self, seconds):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("answers", "asked"), [([True], 1), ([False, False, True], 3), ([OSError("away")], 1)]
)
def test_the_sweeper_goes_on_until_all_is_gone_and_then_rests(monkeypatch, answers, asked):
    found = Store(*answers)
    monkeypatch.setattr(sweeper, "FIRST_PRUNE_SECONDS", 0)
    monkeypatch.setattr(sweeper, "wired", lambda: type("Wired", (), {"runs": found}))
    sweeper.sweep_until(Until(6), lambda run, lane: None)
    assert found.asked == asked


HOLDERS = {
    "Sample.digest", "Draft.graph", "Draft.layout", "KeptDraft.graph", "KeptDraft.layout",
    "Version.graph", "Version.layout", "Workflow.card", "App.card",
    "ModelVersion.manifest", "RunInput.values", "NodeOutput.ports", "Pin.outputs",
    "StoredEmbedding.thumbnail_digest",
}  # fmt: skip
HOLD_NO_FILE = {
    "Blob.digest", "Version.digest", "ModelVersion.digest", "Run.graph", "Run.layout", "Run.error",
    "Run.part", "Run.refused", "NodeRun.error", "NodeRun.left", "StreamSession.state",
    "RunEvent.data",
    "Connection.offers", "Connection.default_models", "Connection.options",
    "StoredEmbedding.payload", "Sample.templates", "Version.card", "Token.scopes", "Model.card",
    "ModelVersion.card",
}  # fmt: skip


def test_every_column_that_could_name_a_file_was_thought_of():
    """Whoever adds one adds it to `pruning` too, or here to those that name none of their own."""
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("builder").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.JSONField) or "digest" in field.name
    }
    assert found == HOLDERS | HOLD_NO_FILE


@pytest.mark.parametrize("kind", [NodeOutput, RunInput])
def test_a_row_that_was_copied_from_an_older_run_keeps_its_file(actor, workflow, kind):
    """As when a run begins with results that are given to it: nothing is stored anew."""
    digest = keep(workflow, b"given")
    Blob.objects.update(used_at=Now() - OLD)
    run = start(actor, workflow, b"other")
    held = [[{"value": image(digest)}]]
    row = {"node": "x", "ports": held} if kind is NodeOutput else {"values": {"text": held}}
    kind.objects.bulk_create([kind(run=run, index=7, **row)])
    assert pruning.prune(30, 10).files == 0
    assert read_blob(workflow.app_id, digest) == b"given"
