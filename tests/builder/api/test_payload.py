"""How much of its files an answer carries."""

from __future__ import annotations

import pytest
from clarifai_grpc.grpc.api.service_pb2 import PostWorkflowResultsResponse
from django.contrib.auth.models import User

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.start_run import WhatToRun, start_run
from builder.api.v2.messages import fill
from builder.api.v2.payload import Payload, run_files, told_by_address
from builder.api.v2.run_answer import finished
from builder.blob_files import write_blob
from builder.models import NodeOutput, Run
from builder.permissions import Actor

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [{"id": "draw", "operator": "barcode-maker", "inputs": {"text": ["IN.text"]}}],
}  # fmt: skip


@pytest.fixture
def run(db):
    """A finished run whose one node left four pictures of 100 bytes, frame by frame."""
    actor = Actor(User.objects.create(username="ana"))
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    run = start_run(actor, WhatToRun(workflow, GRAPH, {}), inputs, "api")
    digests = [write_blob(run.app_id, bytes([at]) * 100, "image/png") for at in range(4)]
    each = [
        {"anchor": {"frame": at, "time_ms": at * 100},
         "value": {"kind": "image", "blob": digest, "width": 1, "height": 1}}
        for at, digest in enumerate(digests)
    ]  # fmt: skip
    NodeOutput.objects.create(run=run, node="draw", index=0, ports={"image": {"each": each}})
    Run.objects.filter(pk=run.pk).update(status="succeeded")
    run.refresh_from_db()
    return run


def digests(run):
    return [each["value"]["blob"] for each in run.outputs.get().ports["image"]["each"]]


def test_files_are_carried_until_the_limit_and_then_told_by_address(run):
    payload = Payload(run, 250)
    first, second, third, fourth = map(payload.carry, digests(run))
    assert first["base64"] == bytes(100)
    assert second["base64"] == bytes([1]) * 100
    assert third == {"url": f"/v2/runs/{run.pk}/files/{digests(run)[2]}"}
    assert list(fourth) == ["url"]
    assert payload.by_address == 2


def test_the_status_says_what_is_to_be_fetched(run, monkeypatch):
    assert told_by_address(0) == ""
    body = finished(run).body
    assert "details" not in body["status"]
    monkeypatch.setattr("builder.api.v2.payload.MAX_ANSWER_FILE_BYTES", 150)
    body = finished(run).body
    (output,) = body["results"][0]["outputs"]
    assert output["status"]["code"] == body["status"]["code"] == 10000
    assert output["status"]["details"].startswith("3 files are told by url")
    assert body["status"]["details"] == output["status"]["details"]
    pictures = [frame["data"]["image"] for frame in output["data"]["frames"]]
    assert [sorted(picture) for picture in pictures] == [
        ["base64", "image_info"], *[["image_info", "url"]] * 3,
    ]  # fmt: skip


def test_the_same_answer_fills_clarifais_message(run):
    filled = fill(PostWorkflowResultsResponse(), finished(run).body)
    frames = filled.results[0].outputs[0].data.frames
    assert [frame.frame_info.time for frame in frames] == [0, 100, 200, 300]
    assert frames[3].data.image.base64 == bytes([3]) * 100


def test_json_that_looks_like_a_picture_opens_no_file_of_the_app(run):
    other = write_blob(run.app_id, b"of another run", "image/png")
    told = {"kind": "json", "value": {"kind": "image", "blob": other}}
    NodeOutput.objects.create(run=run, node="say", index=0, ports={"json": told})

    assert run_files(Run.objects.get(pk=run.pk)) == {
        each["value"]["blob"] for each in run.outputs.get(node="draw").ports["image"]["each"]
    }
