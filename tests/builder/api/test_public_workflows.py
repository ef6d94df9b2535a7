"""Another user's public workflow is called with one's own key; a private one is not there."""

from __future__ import annotations

import pytest
import requests

from tests.builder.api.people import stranger_of
from tests.clients import Api, text_input

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "<{data.text.raw}>"}},
    ],
}  # fmt: skip
HELLO = {"inputs": [text_input("hello")]}


@pytest.fixture(scope="module")
def passer_by(server):
    """Another user's browser."""
    return stranger_of(server)


@pytest.fixture(scope="module")
def key_of(server, passer_by):
    """Makes a token of the other user, and the public API with it."""

    def make(*options):
        return Api(server, server.manage("create_token", "--user", "passer-by", *options))

    return make


@pytest.fixture(scope="module")
def his(key_of):
    return key_of()


@pytest.fixture
def flow(editor):
    """The owner's workflow, which is public; answers its path."""
    path = editor.new_workflow("Say it", graph=GRAPH)
    assert editor.post(f"{path}/versions", {"graph": GRAPH}).status_code == 201
    changed = editor.call("PATCH", path, {"visibility": "public"})
    assert changed.json()["visibility"] == "public"
    return path


def at(path):
    return path.replace("/apps/local", "/v2/users/local/apps") + "/results"


def get(api, path):
    headers = {"Authorization": f"Key {api.token}"}
    return requests.get(api.url + path, headers=headers, timeout=60)


def said(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["results"][0]["outputs"][0]["data"]["text"]["raw"]


def close(editor, path):
    assert editor.call("PATCH", path, {"visibility": "private"}).status_code == 200


def test_it_is_called_by_naming_its_user_and_app(his, flow):
    assert said(his.post(at(flow), HELLO)) == "<hello>"
    short = f"/v2/workflows/{flow.rsplit('/', 1)[1]}/results"
    named = {"user_app_id": {"user_id": "local", "app_id": "demo"}}
    assert said(his.post(short, {**HELLO, **named})) == "<hello>"
    assert his.post(short, HELLO).status_code == 404


def test_a_private_one_answers_like_one_that_is_missing(his, editor, flow):
    close(editor, flow)
    there, gone = (his.post(path, HELLO) for path in (at(flow), at(f"{flow}-gone")))
    assert (there.status_code, gone.status_code) == (404, 404)
    name = flow.rsplit("/", 1)[1]
    shown = [each.json()["status"] for each in (there, gone)]
    assert shown[0]["code"] == shown[1]["code"]
    assert shown[0]["details"] == shown[1]["details"].replace(f"{name}-gone", name)


def test_the_run_is_its_callers_and_nobody_elses(his, api, editor, passer_by, flow):
    run = his.post(at(flow), HELLO).json()["run"]["id"]
    assert said(get(his, f"/v2/runs/{run}")) == "<hello>"
    events = get(his, f"/v2/runs/{run}/events")
    assert "<hello>" in events.text
    for path in (f"/v2/runs/{run}", f"/v2/runs/{run}/events"):
        assert get(api, path).status_code == 404
    for path in ("", "/events", "/outputs/say", "/share"):
        assert editor.get(f"/runs/{run}{path}").status_code == 404
    for verb in ("cancel", "again"):
        assert editor.post(f"/runs/{run}/{verb}").status_code == 404
    assert passer_by.post(f"/runs/{run}/share").status_code == 404
    for lists in (f"{flow}/runs", "/apps/local/demo/runs"):
        assert run not in editor.get(lists).text
    assert editor.get(flow).json()["last_run"] is None
    assert editor.get(f"{flow}/versions").json()["versions"][0]["last_run"] is None
    close(editor, flow)
    assert get(his, f"/v2/runs/{run}").status_code == 404


def test_the_editor_shows_another_user_nothing_of_it(passer_by, flow):
    app = flow.rsplit("/workflows", 1)[0]
    for path in (flow, f"{flow}/draft", f"{flow}/versions", f"{flow}/runs", app, f"{app}/samples"):
        assert passer_by.get(path).status_code == 404
    for verb, path in (("PATCH", flow), ("DELETE", flow), ("POST", f"{flow}/versions")):
        assert passer_by.call(verb, path, {"graph": GRAPH}).status_code == 404


def test_a_key_of_one_app_stays_in_it(key_of, passer_by, flow):
    assert passer_by.post("/apps", {"name": "Mine", "input_type": "text"}).status_code == 201
    assert key_of("--app", "mine").post(at(flow), HELLO).status_code == 404


def test_a_key_that_only_runs_runs_it_and_later_finds_its_own_run(key_of, his, flow):
    runner = key_of("--scopes", "Predict")
    started = runner.post(at(flow), HELLO, headers={"Prefer": "respond-async"})
    assert started.status_code == 202
    run = started.json()["run"]["id"]
    events = get(runner, f"/v2/runs/{run}/events")
    assert "succeeded" in events.text
    assert said(get(runner, f"/v2/runs/{run}")) == "<hello>"
    other = his.post(at(flow), HELLO).json()["run"]["id"]
    assert get(runner, f"/v2/runs/{other}").status_code == 404


def test_a_key_that_may_not_run_is_told_which_scope_it_lacks(key_of, flow):
    reader = key_of("--scopes", "Workflows_Get,Apps_Get,Models_Get")
    refused = reader.post(at(flow), HELLO)
    status = refused.json()["status"]
    assert (refused.status_code, status["code"]) == (403, 11007)
    assert "Predict" in status["details"]


def test_the_same_key_of_a_call_runs_once(his, flow):
    once = {"Idempotency-Key": f"once-{flow}"}
    runs = {his.post(at(flow), HELLO, headers=once).json()["run"]["id"] for _ in range(2)}
    assert len(runs) == 1
