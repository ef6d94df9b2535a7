"""Runs over gRPC: large inputs, callers in a hurry, callers that leave, and many at once."""

from __future__ import annotations

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import grpc
import psutil
import pytest

from builder.api.v2.methods import METHODS, SERVICE
from tests.clients import expected, image_input, sample
from tests.doors import GrpcDoor
from tests.movies import movie
from tests.servers import ROOT, free_port

RESULTS = METHODS["PostWorkflowResults"]
PICTURE = sample("street-two-cars.jpg")
MEGABYTE = 1 << 20
FILMS = {
    "schema": 1,
    "inputs": [{"name": "film", "type": "video"}],
    "nodes": [
        {
            "id": "frames", "operator": "video-frames", "params": {"sample_ms": 1000},
            "inputs": {"video": ["IN.film"]},
        }
    ],
}  # fmt: skip
different = itertools.count()


@pytest.fixture
def door(server, token):
    return GrpcDoor(server, token)


@pytest.fixture(scope="module")
def films(editor):
    """A workflow that takes a film."""
    path = editor.new_workflow("Takes films")
    saved = editor.post(f"{path}/versions", {"graph": FILMS, "layout": {}, "publish": True})
    assert saved.status_code == 201, saved.text
    return path.rpartition("/")[2]


def request(workflow, *pictures, kind="image"):
    message = RESULTS.request(workflow_id=workflow)
    message.user_app_id.user_id, message.user_app_id.app_id = "me", "demo"
    for picture in pictures:
        getattr(message.inputs.add().data, kind).base64 = picture
    return message


def call_of(door):
    return door.channel.unary_unary(
        f"/{SERVICE}/{RESULTS.name}", RESULTS.request.SerializeToString, RESULTS.response.FromString
    )


def key_of(door):
    return [("authorization", f"Key {door.token}")]


def new_pictures(count):
    return [PICTURE + next(different).to_bytes(4) for _ in range(count)]


def test_a_film_of_100_mb_is_computed_and_its_memory_comes_back(door, films, server):
    def film(megabytes):
        rest = megabytes * MEGABYTE
        data = movie(20 + next(different), 10) + (rest + 8).to_bytes(4, "big") + b"free"
        return request(films, data + bytes(rest), kind="video")

    memory = psutil.Process(server.process.pid).memory_info
    call_of(door)(film(1), metadata=key_of(door), timeout=60)
    before = memory().rss
    for _ in range(2):
        answer = call_of(door)(film(100), metadata=key_of(door), timeout=120)
        assert answer.status.code == 10000, answer.status
        assert len(answer.results[0].outputs[0].data.frames) >= 2
    grown = (memory().rss - before) / MEGABYTE
    assert grown < 150, f"{grown:.0f} MB stayed"


@pytest.fixture
def lonely_door(server, token):
    """A door in a process that computes nothing: its runs wait until the server looks around."""
    environment = {**server.environment, "GRPC_PORT": str(free_port())}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "grpc"], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    assert b"ready" in process.stdout.readline()
    yield GrpcDoor(replace(server, environment=environment), token)
    process.kill()
    process.communicate()


def test_a_caller_in_a_hurry_is_told_where_the_run_is_before_the_deadline(lonely_door):
    message = request("read-text", *new_pictures(1))
    call_of(lonely_door)(message, metadata=key_of(lonely_door), timeout=60)
    message = request("read-text", *new_pictures(1))
    answer, call = call_of(lonely_door).with_call(
        message, metadata=key_of(lonely_door), timeout=1.9
    )
    assert (answer.status.code, answer.status.http_status_code) == (10030, 202)
    told = dict(call.trailing_metadata())
    assert told["retry-after"] == "1"
    run = told["location"].removeprefix("/v2/runs/")
    assert run in answer.status.details


def test_a_caller_that_leaves_does_not_lose_the_run(door, editor):
    path = "/apps/local/demo/workflows/read-licence-plates/runs"
    before = {run["id"] for run in editor.get(path).json()["runs"]}
    call = call_of(door).future(
        request("read-licence-plates", *new_pictures(8)), metadata=key_of(door), timeout=60
    )
    new = set()
    while not new and not call.done():
        new = {run["id"] for run in editor.get(path).json()["runs"]} - before
    call.cancel()
    (run,) = new
    status = ""
    while status not in ("succeeded", "failed", "cancelled"):
        status = editor.get(f"/runs/{run}").json()["status"]
    assert status == "succeeded"


def test_forty_calls_at_once_answer_each_its_own(door):
    names = ["street-one-car.jpg", "gate-night.jpg", "street-two-cars.jpg", "menu.jpg"] * 10

    def texts(name):
        workflow = "read-text" if name == "menu.jpg" else "read-licence-plates"
        body = {
            "user_app_id": {"user_id": "me", "app_id": "demo"}, "workflow_id": workflow,
            "inputs": [image_input(sample(name))],
        }  # fmt: skip
        outputs = door.call("PostWorkflowResults", body)["results"][0]["outputs"]
        if name == "menu.jpg":
            return outputs[0]["data"]["text"]["raw"].splitlines()
        return [region["data"]["text"]["raw"] for region in outputs[-1]["data"]["regions"]]

    with ThreadPoolExecutor(40) as pool:
        for name, found in zip(names, pool.map(texts, names), strict=True):
            assert sorted(found) == sorted(expected(name)), name


def test_a_message_that_is_too_large_is_refused_packed_or_not(door):
    message = request("read-text", bytes(130 * MEGABYTE))
    for packed in (grpc.Compression.NoCompression, grpc.Compression.Deflate):
        with pytest.raises(grpc.RpcError) as refused:
            call_of(door)(message, metadata=key_of(door), timeout=60, compression=packed)
        assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert "larger than max" in refused.value.details()


def test_a_wrong_key_is_told_whatever_comes_with_it(door, server):
    message = request("read-text", bytes(60 * MEGABYTE))
    wrong = [("authorization", "Key wfb_00000000_" + "x" * 43)]
    status = call_of(door)(message, metadata=wrong, timeout=60).status
    assert (status.code, status.http_status_code) == (11009, 401)
    assert "Traceback" not in server.log.read_text()
