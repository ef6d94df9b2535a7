"""The history of runs: filtered and paged, run again, and only for whose it is."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from builder.models.run import TERMINAL
from tests.builder.api.people import stranger_of

GREET: dict[str, Any] = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {
            "id": "greet", "operator": "prompter",
            "params": {"prompt_template": "Hello {data.text.raw}"},
            "inputs": {"text": ["IN.text"]},
        }
    ],
}  # fmt: skip


def run(editor, path, *texts, **what):
    """A run on these texts, once it has ended."""
    body = {"inputs": [{"text": text} for text in texts], **what}
    made = editor.post(f"{path}/runs", body)
    assert made.status_code == 201, made.text
    return ended(editor, made.json()["id"])


def ended(editor, run_id):
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        found = editor.get(f"/runs/{run_id}").json()
        if found["status"] in TERMINAL:
            return found
    raise AssertionError("the run did not end")


@pytest.fixture(scope="module")
def history(editor):
    """Four runs: two of a version, one of them a batch, one of a draft, one of the draft again."""
    path = editor.new_workflow("Has a history")
    version = editor.post(f"{path}/versions", {"graph": GREET, "layout": {}}).json()["id"]
    runs = [
        run(editor, path, "Ann", version=version),
        run(editor, path, "Bob", "Cleo", version=version),
        run(editor, path, "Dora", graph=GREET, layout={}),
    ]
    return path, version, runs


def numbers(editor, path, query=""):
    answer = editor.get(f"{path}/runs?{query}")
    assert answer.status_code == 200, answer.text
    return [row["number"] for row in answer.json()["runs"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("status=succeeded", [3, 2, 1]),
        ("status=failed,dead", []),
        ("version=draft", [3]),
        ("version={version}", [2, 1]),
        ("origin=batch", [2]),
        ("origin=editor", [3, 2, 1]),
        ("origin=api", []),
        ("q=run 2", [2]),
        ("q=nothing like it", []),
        ("q=HAS A HIST", [3, 2, 1]),
        ("since=2000-01-01T00:00:00Z", [3, 2, 1]),
        ("since=2999-01-01T00:00:00Z", []),
        ("until=2000-01-01T00:00:00Z", []),
        ("status=succeeded&origin=batch&version={version}", [2]),
    ],
)
def test_runs_are_found_by_their_facts(editor, history, query, found):
    path, version, _ = history
    assert numbers(editor, path, query.format(version=version)) == found


@pytest.mark.parametrize(
    "query",
    ["status=odd", "origin=moon", "since=yesterday", "since=2026-01-01T00:00:00", "limit=0",
     "limit=1000", "limit=x", "q=" + "x" * 101, "since=2026-99-99T00:00:00Z"],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_refused(editor, history, query):
    answer = editor.get(f"{history[0]}/runs?{query}")
    assert answer.status_code == 400, answer.text


def test_a_long_history_is_read_page_by_page(editor, history):
    path, _, _ = history
    first = editor.get(f"{path}/runs?limit=2").json()
    assert [row["number"] for row in first["runs"]] == [3, 2]
    second = editor.get(f"{path}/runs?limit=2&before={first['next']}").json()
    assert [row["number"] for row in second["runs"]] == [1]
    assert second["next"] is None
    assert editor.get(f"{path}/runs?before=nowhere").status_code == 404


def test_an_app_lists_the_runs_of_all_its_workflows(editor, history):
    path, _, runs = history
    rows = editor.get("/apps/local/demo/runs?q=has a history").json()["runs"]
    assert [row["id"] for row in rows] == [each["id"] for each in reversed(runs)]
    assert {row["workflow_name"] for row in rows} == {"Has a history"}
    key = path.rpartition("/")[2]
    rows = editor.get(f"/apps/local/demo/runs?workflow={key}").json()["runs"]
    assert len(rows) == 3
    assert editor.get("/apps/local/demo/runs?workflow=nowhere").status_code == 404


def test_a_run_is_run_again_on_the_same_input_and_version(editor):
    path = editor.new_workflow("Again")
    version = editor.post(f"{path}/versions", {"graph": GREET, "layout": {}}).json()["id"]
    first = run(editor, path, "Ann", version=version)
    made = editor.post(f"/runs/{first['id']}/again")
    assert made.status_code == 201, made.text
    again = ended(editor, made.json()["id"])
    assert (again["number"], again["version"]) == (2, version)
    assert again["inputs"] == first["inputs"]
    assert again["outputs"] == first["outputs"]
    events = editor.get(f"/runs/{again['id']}/events").json()["events"]
    assert events[0]["data"] == {"retry_of": first["id"]}


def test_a_stranger_sees_no_history_and_runs_nothing_again(server, editor, history):
    path, _, runs = history
    stranger = stranger_of(server)
    run_id = runs[0]["id"]
    for address in (f"{path}/runs", "/apps/local/demo/runs", f"{path}/versions",
                    f"/runs/{run_id}/share"):  # fmt: skip
        assert stranger.get(address).status_code == 404, address
    for address in (f"/runs/{run_id}/again", f"/runs/{run_id}/share"):
        assert stranger.post(address, {}).status_code == 404, address
    assert stranger.post(f"{path}/restore", {"run": run_id, "revision": 1}).status_code == 404
    assert stranger.call("DELETE", f"/runs/{run_id}/share").status_code == 404
    nobody = requests.get(f"{server.url}/api/editor{path}/runs", timeout=30)
    assert nobody.status_code == 401
