"""A link that shows one run: to anybody, read only, nothing besides, until it is switched off."""

from __future__ import annotations

import json

import pytest
import requests

from builder.actions import throttle
from tests.builder.api.test_history import ended
from tests.builder.api.test_stream import read
from tests.clients import Editor
from tests.servers import running_server

DEMO = "/apps/local/demo"
READ = f"{DEMO}/workflows/read-licence-plates"


@pytest.fixture(scope="module")
def runs(editor):
    """Two runs on different pictures."""
    samples = editor.get(f"{DEMO}/samples").json()["samples"]
    made = [
        editor.post(f"{READ}/runs", {"inputs": [{"sample": sample["id"]}]}).json()["id"]
        for sample in samples[:2]
    ]
    return [ended(editor, run) for run in made]


@pytest.fixture(scope="module")
def link(server, editor, runs):
    made = editor.post(f"/runs/{runs[0]['id']}/share")
    assert made.status_code == 201, made.text
    return f"{server.url}/api/editor/shared/runs/{made.json()['share']['code']}"


def nobody(address):
    return requests.get(address, timeout=30)


def test_anybody_sees_the_shared_run_and_not_whose_it_is(link, runs):
    answer = nobody(link)
    assert answer.status_code == 200
    shown = answer.json()["run"]
    assert shown["outputs"] == runs[0]["outputs"]
    assert shown["graph"] == runs[0]["graph"]
    assert {shown[name] for name in ("id", "user", "app", "workflow")} == {"shared"}
    assert "created_by" not in shown
    assert runs[0]["id"] not in answer.text
    cards = answer.json()["catalogue"]["operators"]
    assert {card["id"] for card in cards} == {node["operator"] for node in shown["graph"]["nodes"]}
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_link_streams_the_run_and_not_whose_it_is(link, runs):
    answer = nobody(f"{link}/stream?after=0")
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert runs[0]["id"] not in answer.text
    events = [event for _, event in read(answer)]
    assert {event["run"] for event in events} == {"shared"}
    assert events[-1]["type"] == "succeeded"
    told = {event["node"]: event["data"]["outputs"] for event in events if event["node"]
            and event["type"] == "node_succeeded"}  # fmt: skip
    assert told == runs[0]["outputs"]
    assert nobody(f"{link[:-4]}none/stream").status_code == 404
    assert nobody(f"{link}/stream?after=x").status_code == 400


def _files(run):
    return {part["blob"] for part in _dicts(run) if isinstance(part.get("blob"), str)}


def _dicts(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _dicts(item)


def test_its_files_are_seen_and_those_of_other_runs_are_not(link, runs):
    first, second = (_files([run["inputs"], run["outputs"]]) for run in runs)
    assert len(first) >= 2
    assert second - first
    for blob in first:
        assert nobody(f"{link}/blobs/{blob}").status_code == 200
    for blob in second - first:
        answer = nobody(f"{link}/blobs/{blob}?w=320")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    small = nobody(f"{link}/blobs/{runs[0]['inputs'][0]['blob']}?w=320")
    assert small.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in small.headers["Content-Security-Policy"]


def test_the_link_only_reads(link, server, runs):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert requests.request(method, link, timeout=30).status_code == 405
    for rest in ("", "/events", "/outputs/read", "/share", "/again"):
        address = f"{server.url}/api/editor/runs/{runs[0]['id']}{rest}"
        assert nobody(address).status_code in (401, 403, 405), rest


def test_sharing_twice_gives_the_same_link_and_stopping_ends_it(server, editor, runs):
    path = f"/runs/{runs[1]['id']}/share"
    assert editor.get(path).json() == {"share": None}
    first, second = (editor.post(path).json()["share"]["code"] for _ in range(2))
    assert first == second == editor.get(path).json()["share"]["code"]
    address = f"{server.url}/api/editor/shared/runs/{first}"
    blob = runs[1]["inputs"][0]["blob"]
    assert nobody(address).status_code == 200
    assert editor.call("DELETE", path).status_code == 204
    assert nobody(address).status_code == 404
    assert nobody(f"{address}/blobs/{blob}").status_code == 404
    assert editor.get(path).json() == {"share": None}
    again = editor.post(path).json()["share"]["code"]
    assert again != first


def test_a_link_into_a_deleted_workflow_is_gone(server, editor):
    path = editor.new_workflow("Shared and gone")
    graph = editor.get(READ).json()["thumbnail"]["graph"]
    sample = editor.get(f"{DEMO}/samples").json()["samples"][0]["id"]
    body = {"graph": graph, "layout": {}, "inputs": [{"sample": sample}]}
    run = editor.post(f"{path}/runs", body).json()["id"]
    code = editor.post(f"/runs/{run}/share").json()["share"]["code"]
    address = f"{server.url}/api/editor/shared/runs/{code}"
    assert nobody(address).status_code == 200
    editor.call("DELETE", path)
    assert nobody(address).status_code == 404


def test_the_code_is_in_no_log(server, link):
    nobody(link)
    nobody(link.replace("/api/editor", ""))
    code = link.rpartition("/")[2]
    assert code not in server.log.read_text()


def test_guessing_links_is_slowed_down(tmp_path):
    """On a server of its own: the pause would hold for the other tests' links too."""
    with running_server(tmp_path) as server:
        address = f"{server.url}/api/editor/shared/runs/guess"
        codes = [nobody(f"{address}{n}").status_code for n in range(throttle.MAX_FAILURES + 1)]
        assert codes == [404] * throttle.MAX_FAILURES + [429]
        answer = nobody(f"{address}-again")
        assert answer.headers["Retry-After"] == str(throttle.PAUSE_SECONDS)
        assert "links" in json.dumps(answer.json())
        assert Editor(server).get("/me").status_code == 200
