"""What docker-compose.yml starts in production works together, and outlives a killed worker."""

from __future__ import annotations

import asyncio
import itertools
import json

import pytest
import requests
from channels.layers import get_channel_layer
from django.test import override_settings
from websockets.sync.client import connect

from runtime.worker import event_stream
from tests.clients import expected, image_input, sample
from tests.compose import LONG_RUNNING
from tests.doors import GrpcDoor

TERMINAL = {"succeeded", "partially_succeeded", "failed", "cancelled", "dead"}
ENDED_BY_TERM = (0, -15)
MANY = 12
different = itertools.count()


def start_many(editor):
    """A run that takes seconds; every picture differs, so that no result is known already."""
    picture = sample("street-two-cars.jpg")
    files = [
        ("files", (f"{index}.jpg", picture + next(different).to_bytes(2), "image/jpeg"))
        for index in range(MANY)
    ]
    answer = editor.post("/apps/local/demo/workflows/read-licence-plates/runs", files=files)
    assert answer.status_code < 300, answer.text
    return answer.json()["id"]


def events_of(stack, editor, run):
    """Every event that the live server sends for a run, until it says that it was the last."""
    web, live = stack.server("web"), stack.server("live")
    cookies = "; ".join(f"{k}={v}" for k, v in editor.session.cookies.get_dict().items())
    with connect(
        f"ws://127.0.0.1:{live.port}/ws/runs", origin=web.url,
        additional_headers={"Cookie": cookies}, open_timeout=20,
    ) as socket:  # fmt: skip
        socket.send(json.dumps({"subscribe": run, "after": 0}))
        while "event" in (message := json.loads(socket.recv(60))):
            yield message["event"]
        assert message == {"done": run}


@pytest.fixture
def rings_of(stack, monkeypatch):
    """Lets this process hear rings as a web process of the stack does."""
    url = stack.environment("web")["WEFT_REDIS_URL"]
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    monkeypatch.setattr(event_stream, "_ears", event_stream._Ears())
    with override_settings(
        CHANNEL_LAYERS={"default": {"BACKEND": backend, "CONFIG": {"hosts": [url]}}}
    ):
        yield
        hangs_up = get_channel_layer().flush()
        asyncio.run_coroutine_threadsafe(hangs_up, event_stream._running_loop()).result(10)


def test_results_over_rest_are_right(web_api):
    answer = web_api.results("read-text", image_input(sample("notice.jpg")))
    assert answer.status_code == 200, answer.text
    (result,) = answer.json()["results"]
    read = next(out for out in result["outputs"] if out["node_id"] == "read")
    found = read["data"]["text"]["raw"]
    assert all(line in found for line in expected("notice.jpg"))


def test_results_over_grpc_are_those_of_rest(stack, web_api):
    """The door, the worker and the web server are three processes."""
    picture = sample("street-two-cars.jpg") + next(different).to_bytes(2)
    rest = web_api.results("read-licence-plates", image_input(picture)).json()
    body = {
        "user_app_id": {"user_id": "local", "app_id": "demo"},
        "workflow_id": "read-licence-plates", "inputs": [image_input(picture)],
    }  # fmt: skip
    answer = GrpcDoor(stack.server("grpc"), web_api.token).call("PostWorkflowResults", body)
    assert answer["status"]["code"] == 10000

    def texts(answer):
        regions = answer["results"][0]["outputs"][-1]["data"]["regions"]
        return [region["data"]["text"]["raw"] for region in regions]

    assert texts(answer) == texts(rest)
    assert sorted(texts(answer)) == sorted(expected("street-two-cars.jpg"))


def test_the_live_server_follows_a_run_that_web_started_to_its_end(stack, web_api, web_editor):
    run = start_many(web_editor)
    events = list(events_of(stack, web_editor, run))
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["type"] for event in events if event["type"] in TERMINAL] == ["succeeded"]
    streamed = requests.get(
        f"{stack.server('live').url}/v2/runs/{run}/events",
        headers={"Authorization": f"Key {web_api.token}"}, timeout=60,
    )  # fmt: skip
    data = [line for line in streamed.text.splitlines() if line.startswith("data: ")]
    assert [json.loads(line.removeprefix("data: ")) for line in data] == events


def test_the_end_of_a_run_is_heard_from_the_workers_process(stack, web_editor, rings_of):
    """Nothing here looks at the table, and by the time the end is heard the table has it."""
    run = start_many(web_editor)
    with event_stream.expect_end(run) as heard:
        assert heard.wait(60)
        assert web_editor.get(f"/runs/{run}").json()["status"] == "succeeded"


def test_a_run_outlives_its_killed_worker_and_no_finished_node_is_computed_again(stack, web_editor):
    run = start_many(web_editor)
    events = []
    for event in events_of(stack, web_editor, run):
        events.append(event)
        if (event["type"], event["node"]) == ("node_succeeded", "plates"):
            stack.kill("worker-cpu")
            stack.start("worker-cpu")
    kinds = [event["type"] for event in events]
    assert [kind for kind in kinds if kind in TERMINAL] == ["succeeded"]
    assert kinds.count("attempt_started") == 2
    done = [event["node"] for event in events if event["type"] == "node_succeeded"]
    assert done == ["plates", "wider", "crop", "read"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def test_everything_stops_when_asked_and_leaves_no_process_behind(stack):
    """The last test of this file: it stops what the others use."""
    for name in LONG_RUNNING:
        stack.wait_until_healthy(name)
        assert stack.stop(name) in ENDED_BY_TERM, stack.server(name).log.read_text()
    assert stack.left_behind() == []
