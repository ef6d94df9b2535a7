"""The live door: every event once, in order, however late one joins."""

from __future__ import annotations

import json

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.clients import sample

TERMINAL = {"succeeded", "partially_succeeded", "failed", "cancelled", "dead"}


def socket_of(server, editor, **headers):
    cookies = "; ".join(f"{k}={v}" for k, v in editor.session.cookies.get_dict().items())
    return connect(
        f"ws://127.0.0.1:{server.port}/ws/runs",
        origin=headers.get("origin", server.url),
        additional_headers={"Cookie": cookies} if headers.get("signed_in", True) else {},
        open_timeout=20,
    )


def start(editor, workflow="read-licence-plates", name="street-two-cars.jpg"):
    path = f"/apps/local/demo/workflows/{workflow}/runs"
    files = [("files", (name, sample(name), "image/jpeg"))]
    return editor.post(path, files=files).json()


def follow(server, editor, run, after=0):
    events = []
    with socket_of(server, editor) as socket:
        socket.send(json.dumps({"subscribe": run, "after": after}))
        while True:
            message = json.loads(socket.recv(30))
            if "done" in message:
                return events
            events.append(message["event"])


def test_events_arrive_once_in_order_and_end(server, editor):
    run = start(editor)
    events = follow(server, editor, run["id"])
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["type"] for event in events if event["type"] in TERMINAL] == ["succeeded"]
    assert events[0]["type"] == "queued"
    done = [event["node"] for event in events if event["type"] == "node_succeeded"]
    assert done == ["plates", "wider", "crop", "read"]


def test_a_late_joiner_gets_the_whole_story_and_a_resumed_one_the_rest(server, editor):
    run = start(editor)["id"]
    whole = follow(server, editor, run)
    assert follow(server, editor, run) == whole
    assert follow(server, editor, run, after=3) == whole[3:]


def test_who_resumes_behind_the_last_event_is_told_the_end(server, editor):
    run = start(editor)["id"]
    events = follow(server, editor, run)
    assert follow(server, editor, run, after=len(events)) == []


def test_the_socket_and_the_json_door_tell_the_same(server, editor):
    run = start(editor)["id"]
    events = follow(server, editor, run)
    assert editor.get(f"/runs/{run}/events?after=0").json()["events"] == events
    assert editor.get(f"/runs/{run}").json()["seq"] == len(events)


def test_a_nodes_outputs_ride_in_its_event(server, editor):
    run = start(editor)["id"]
    events = {e["node"]: e for e in follow(server, editor, run) if e["type"] == "node_succeeded"}
    (regions,) = [ports["regions"] for ports in events["plates"]["data"]["outputs"]]
    assert len(regions["items"]) == 2
    assert (
        editor.get(f"/runs/{run}/outputs/plates").json()["outputs"]
        == (events["plates"]["data"]["outputs"])
    )


def test_a_failing_node_says_why_and_those_after_it_say_because_of_whom(server, editor):
    graph = {
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}],
        "nodes": [
            {"id": "find", "operator": "text-detector", "model": {"id": "ppocr-v6-text-detector"},
             "inputs": {"image": ["IN.image"]}},
            {"id": "near", "operator": "region-nearest", "params": {"query_point": "keypoint"},
             "inputs": {"regions": ["find.regions"], "targets": ["find.regions"]}},
            {"id": "crop", "operator": "image-crop",
             "inputs": {"image": ["IN.image"], "regions": ["near.regions"]}},
        ],
    }  # fmt: skip
    files = [("files", ("notice.jpg", sample("notice.jpg"), "image/jpeg"))]
    path = editor.new_workflow()
    run = editor.post(f"{path}/runs", data={"graph": json.dumps(graph)}, files=files).json()["id"]
    events = follow(server, editor, run)
    assert [event["type"] for event in events][-3:] == ["node_failed", "node_skipped", "failed"]
    state = editor.get(f"/runs/{run}").json()
    assert state["nodes"]["find"]["status"] == "succeeded"
    assert "key point" in state["nodes"]["near"]["error"]["message"]
    assert state["nodes"]["crop"]["error"]["message"] == "Not run because near failed."


def test_an_ended_run_is_not_changed_by_a_cancel(server, editor):
    run = start(editor, "read-text", "notice.jpg")["id"]
    events = follow(server, editor, run)
    answer = editor.post(f"/runs/{run}/cancel").json()
    assert (answer["status"], answer["seq"]) == ("succeeded", len(events))


def test_a_cancelled_run_ends_as_cancelled(server, editor):
    path = "/apps/local/demo/workflows/read-text/runs"
    files = [
        ("files", ("menu.jpg", sample("menu.jpg") + bytes([i]), "image/jpeg")) for i in range(32)
    ]
    run = editor.post(path, files=files).json()["id"]
    editor.post(f"/runs/{run}/cancel")
    events = follow(server, editor, run)
    assert events[-1]["type"] == "cancelled"
    assert editor.get(f"/runs/{run}").json()["status"] == "cancelled"


def test_strangers_hear_nothing(server, editor):
    with socket_of(server, editor) as socket:
        socket.send(json.dumps({"subscribe": "0" * 32, "after": 0}))
        assert json.loads(socket.recv(10))["error"]["code"] == "not_found"
    with socket_of(server, editor, signed_in=False) as socket:
        assert json.loads(socket.recv(10))["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
def test_a_page_from_elsewhere_cannot_open_a_socket(server, editor, origin):
    with pytest.raises(InvalidStatus), socket_of(server, editor, origin=origin):
        pass


@pytest.mark.parametrize(
    "frame", ["{", "[]", "{}", '{"subscribe": 3}', '{"subscribe": "a", "after": -1}']
)
def test_a_frame_that_means_nothing_is_answered(server, editor, frame):
    with socket_of(server, editor) as socket:
        socket.send(frame)
        assert json.loads(socket.recv(10))["error"]["code"] == "bad_request"


def test_a_run_over_rest_is_in_the_history_with_its_times(api, editor):
    from tests.clients import image_input

    body = api.results("read-text", image_input(sample("shop-sign.jpg"))).json()
    runs = editor.get("/apps/local/demo/workflows/read-text/runs").json()["runs"]
    row = next(row for row in runs if row["id"] == body["run"]["id"])
    assert (row["status"], row["origin"]) == ("succeeded", "api")
    assert row["ms"] is not None
