"""`workflow_state`: calls that go on where the last one ended, over the public API."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from tests.clients import Api, Editor
from tests.movies import movie
from tests.servers import running_server

WIDTH, HEIGHT = 160, 96
PICTURE = {"name": "image", "type": "image"}
NODES = [
    {"id": "find", "operator": "contours", "params": {"shapes_are": "light"},
     "inputs": {"image": ["IN.image"]}},
    {"id": "follow", "operator": "byte-tracker", "inputs": {"regions": ["find.regions"]}},
    {"id": "count", "operator": "line-counter", "inputs": {"regions": ["follow.regions"]},
     "params": {"start": [0.5, 0], "end": [0.5, 1]}},
]  # fmt: skip
GRAPH = {"schema": 1, "inputs": [PICTURE], "nodes": NODES}
PARSE = {"id": "parse", "operator": "json-parser", "inputs": {"text": ["IN.text"]}}
BREAKS = {
    "schema": 1,
    "inputs": [PICTURE, {"name": "text", "type": "text"}],
    "nodes": [*NODES, PARSE],
}


def scene(index: int) -> np.ndarray:
    """A square goes right along the top; from frame 10 on another one left along the bottom."""
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[16:40, 8 + 4 * index : 32 + 4 * index] = 255
    if index >= 10:
        left = 128 - 4 * (index - 10)
        picture[60:84, left : left + 24] = 255
    return picture


def film(start: int, end: int) -> dict:
    clip = movie(end - start, 10, (WIDTH, HEIGHT), picture=lambda at: scene(start + at))
    return {"data": {"video": {"base64": base64.b64encode(clip).decode()}}}


def still(index: int) -> dict:
    data = cv2.imencode(".png", scene(index))[1].tobytes()
    return {"data": {"image": {"base64": base64.b64encode(data).decode()}}}


def made(editor, graph: dict, name: str) -> str:
    flow = editor.new_workflow(name)
    saved = editor.post(f"{flow}/versions", {"graph": graph, "layout": {"nodes": {}}})
    assert saved.status_code == 201, saved.text
    return flow.rpartition("/")[2]


@pytest.fixture(scope="module")
def flow(editor) -> str:
    return made(editor, GRAPH, "Count squares")


def call(api, flow, *inputs, state="", every=100, **more):
    body = {"workflow_state": {"id": state}} if state else {}
    return api.results(flow, *inputs, output_config={"sample_ms": every}, **body, **more)


def told(*answers) -> list[tuple]:
    """Track ids by place, and the counts, of every frame or picture of these answers in order."""
    found = []
    for answer in answers:
        assert answer.status_code == 200, answer.text
        for result in answer.json()["results"]:
            nodes = {item["node_id"]: item["data"] for item in result["outputs"]}
            if "frames" in nodes["follow"]:
                follow = [frame["data"] for frame in nodes["follow"]["frames"]]
                count = [frame["data"] for frame in nodes["count"]["frames"]]
            else:
                follow, count = [nodes["follow"]], [nodes["count"]]
            for regions, counts in zip(follow, count, strict=True):
                places = sorted(
                    (region["track_id"], region["region_info"]["bounding_box"]["top_row"] > 0.5)
                    for region in regions["regions"]
                )
                metadata = counts["metadata"]
                found.append((places, metadata["count_in"], metadata["count_out"]))
    return found


def test_a_film_in_three_calls_is_followed_like_a_whole_one(api, flow):
    whole = told(call(api, flow, film(0, 30)))
    first = call(api, flow, film(0, 12), state="init")
    state = first.json()["workflow_state"]["id"]
    assert len(state) == 32
    second = call(api, flow, film(12, 13), state=state)
    third = call(api, flow, film(13, 20), film(20, 30), state=state)
    assert second.json()["workflow_state"] == third.json()["workflow_state"] == {"id": state}
    pieces = told(first, second, third)
    assert pieces == whole
    assert pieces[-1] == ([("1", False), ("2", True)], 1, 1)


def test_pictures_one_by_one_are_followed_too(api, flow):
    answers = [call(api, flow, still(0), state="init")]
    state = answers[0].json()["workflow_state"]["id"]
    answers += [call(api, flow, still(at), still(at + 1), state=state) for at in range(1, 29, 2)]
    frames = told(*answers)
    assert len(frames) == 29
    assert frames[0][0] == [("1", False)]
    assert frames[-1] == ([("1", False), ("2", True)], 1, 1)


def test_without_a_state_every_call_begins_anew(api, flow):
    answer = call(api, flow, film(10, 14))
    assert "workflow_state" not in answer.json()
    again = told(call(api, flow, film(16, 20)))
    assert {track for places, _, _ in again for track, _ in places} == {"1", "2"}


def test_the_same_pictures_again_are_new_pictures(api, flow):
    """Nothing is answered from what was computed before the state moved on."""
    first = call(api, flow, film(0, 30), state="init")
    state = first.json()["workflow_state"]["id"]
    again = call(api, flow, film(0, 30), state=state)
    assert told(again)[-1][1] > told(first)[-1][1]


@pytest.mark.parametrize("state", ["0" * 32, "none", "INIT"])
def test_an_unknown_state_is_refused(api, flow, state):
    answer = call(api, flow, still(0), state=state)
    assert (answer.status_code, answer.json()["status"]["code"]) == (400, 22104)
    assert "no session" in answer.json()["status"]["details"]


def test_a_state_is_of_one_version(api, editor, flow):
    state = call(api, flow, still(0), state="init").json()["workflow_state"]["id"]
    other = made(editor, GRAPH, "Another one")
    assert call(api, other, still(0), state=state).json()["status"]["code"] == 22104
    path = f"/apps/local/demo/workflows/{flow}"
    body = {"graph": GRAPH, "layout": {"nodes": {}}, "publish": False}
    version = editor.post(f"{path}/versions", body).json()["id"]
    newer = call(api, flow, still(0), state=state, version_id=version)
    assert newer.json()["status"]["code"] == 22104
    assert call(api, flow, still(0), state=state).status_code == 200


def test_calls_at_the_same_time_are_one_after_the_other_or_refused(api, flow):
    state = call(api, flow, film(0, 4), state="init").json()["workflow_state"]["id"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: call(api, flow, film(4, 8), state=state), range(6)))
    codes = [(one.status_code, one.json()["status"]["code"]) for one in answers]
    assert set(codes) <= {(200, 10000), (409, 40010)}
    assert (200, 10000) in codes
    for answer in answers:
        if answer.status_code == 409:
            assert "still computed" in answer.json()["status"]["details"]
            assert answer.headers["Retry-After"]
    assert call(api, flow, film(4, 8), state=state).status_code == 200


def test_a_failed_call_changes_nothing(api, editor):
    flow = made(editor, BREAKS, "Breaks at times")

    def one(index: int, text: str = "{}", **more):
        part = still(index)
        part["data"]["text"] = {"raw": text}
        return call(api, flow, part, **more)

    def session(*, disturbed: bool) -> list[tuple]:
        answers = [one(9, state="init")]
        state = answers[0].json()["workflow_state"]["id"]
        if disturbed:
            failed = one(25, "no braces", state=state)
            assert failed.status_code == 400, failed.text
            assert failed.json()["workflow_state"] == {"id": state}
        return told(*answers, *(one(index, state=state) for index in (10, 11, 12)))

    assert session(disturbed=True) == session(disturbed=False)


def test_a_call_sent_twice_with_one_key_goes_on_once(api, flow):
    headers = {"Idempotency-Key": "frames-0-4"}
    body = {"inputs": [film(0, 4)], "workflow_state": {"id": "init"}}
    path = f"/v2/users/local/apps/demo/workflows/{flow}/results"
    first, second = (api.post(path, body, headers=headers) for _ in range(2))
    assert first.json()["workflow_state"] == second.json()["workflow_state"]
    assert first.json()["run"] == second.json()["run"]
    other = {**body, "workflow_state": first.json()["workflow_state"]}
    assert api.post(path, other, headers=headers).status_code == 409


def test_a_session_outlives_the_process_that_computed_it(tmp_path):
    """All of it lies in the database: the next worker finds what the last one left."""
    with running_server(tmp_path) as server:
        editor, api = Editor(server), Api(server, server.token())
        flow = made(editor, GRAPH, "Count on")
        first = call(api, flow, film(0, 12), state="init")
        state = first.json()["workflow_state"]["id"]
        whole = told(call(api, flow, film(0, 20)))
        server.process.kill()
        token = api.token
    with running_server(tmp_path) as server:
        second = call(Api(server, token), flow, film(12, 20), state=state)
        assert told(first, second) == whole
