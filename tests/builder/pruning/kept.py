"""Runs with their files, made as old as a test needs them."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import storages
from django.db.models import F

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.start_run import WhatToRun, start_run
from builder.blob_files import write_blob
from builder.models import (
    Blob,
    Run,
)  # fmt: skip
from builder.run_store import DatabaseRunStore
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
OLD = dt.timedelta(days=40)
store = DatabaseRunStore()


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
