"""Calls that are sent twice, and calls that do not wait."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.clients import DEMO, image_input, sample

PATH = f"{DEMO}/read-text/results"


def call(api, key, name="notice.jpg"):
    body = {"inputs": [image_input(sample(name))]}
    return api.post(PATH, body, headers={"Idempotency-Key": key})


def test_a_repeated_call_answers_the_first_ones_run(api):
    first, second = call(api, "once-1"), call(api, "once-1")
    assert first.status_code == second.status_code == 200
    assert first.json()["run"] == second.json()["run"]


def test_two_equal_calls_at_once_run_once(api):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: call(api, "once-2"), range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["run"]["id"] for answer in answers}) == 1


def test_a_key_that_was_used_for_something_else_is_refused(api):
    call(api, "once-3")
    answer = call(api, "once-3", "shop-sign.jpg")
    assert (answer.status_code, answer.json()["status"]["code"]) == (409, 40010)


def start(editor, key, name="notice.jpg", **fields):
    files = [("files", (name, sample(name), "image/jpeg"))]
    path = "/apps/local/demo/workflows/read-text/runs"
    headers = {"Idempotency-Key": key}
    return editor.post(path, files=files, data=fields, headers=headers)


def test_the_editor_starts_a_run_once_however_often_it_asks(editor):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: start(editor, "click-1"), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_two_clicks_in_the_editor_start_two_runs(editor):
    assert start(editor, "click-2").json()["id"] != start(editor, "click-3").json()["id"]


def test_the_editor_starts_a_draft_once(editor):
    draft = editor.get("/apps/local/demo/workflows/read-text/draft").json()
    graph = json.dumps(draft["graph"])
    first, second = (start(editor, "click-4", graph=graph, layout="{}") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json()["id"] == second.json()["id"]


def test_the_editors_key_does_not_stand_for_another_call(editor):
    start(editor, "click-5")
    answer = start(editor, "click-5", "shop-sign.jpg")
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "idempotency_key_reused"


def test_a_malformed_key_is_refused_by_the_editor(editor):
    assert start(editor, "with a space").status_code == 400


def test_a_malformed_key_is_refused(api):
    assert call(api, "x" * 101).status_code == 400


def test_an_asynchronous_call_answers_at_once_and_its_run_can_be_fetched(api, server):
    body = {"inputs": [image_input(sample("menu.jpg"))]}
    answer = api.post(PATH, body, headers={"Prefer": "respond-async"})
    assert (answer.status_code, answer.json()["status"]["code"]) == (202, 10030)
    place = answer.headers["Location"]
    headers = {"Authorization": f"Key {api.token}"}
    for _ in range(600):
        later = requests.get(server.url + place, headers=headers, timeout=30)
        if later.status_code != 202:
            break
    assert later.status_code == 200
    assert later.json()["results"][0]["outputs"][0]["node_id"] == "read"


def test_another_users_run_does_not_exist(server, api):
    answer = requests.get(
        f"{server.url}/v2/runs/{'0' * 32}",
        headers={"Authorization": f"Key {api.token}"}, timeout=30,
    )  # fmt: skip
    assert answer.status_code == 404
