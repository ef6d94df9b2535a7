"""Files go with the last that names them, and never before."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db import models
from django.db.models.functions import Now

from builder import blob_files, pruning
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.blob_files import read_blob
from builder.models import (
    Blob,
    Draft,
    NodeOutput,
    Pin,
    Run,
    RunInput,
    Sample,
    Version,
)  # fmt: skip
from runtime.contracts.errors import FilesUnavailableError
from runtime.contracts.events import NewEvent
from runtime.contracts.operator import Context
from runtime.contracts.stores import NodeRecord
from runtime.contracts.values import Image, Json, List, Text
from runtime.media.stored import to_stored
from runtime.operators.connect import file_writer
from tests.builder.pruning.kept import (
    GRAPH,
    OLD,
    age,
    digests,
    finish,
    image,
    keep,
    names,
    start,
    store,
)
from tests.contexts import Token


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
