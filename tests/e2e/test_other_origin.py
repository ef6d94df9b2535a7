"""A page of another site calls the public API as the docs' browser snippets do."""

from __future__ import annotations

import base64
import json

import pytest

from tests.clients import expected, sample
from tests.servers import free_port
from tests.web_server import web_server

pytestmark = pytest.mark.e2e
APP = {"user_id": "local", "app_id": "demo"}
ASK = """async ({url, verb, key, body, headers}) => {
  const told = {Accept: 'application/json', ...headers};
  if (key) told.Authorization = 'Key ' + key;
  const answer = await fetch(url, {method: verb, headers: told, body});
  return {http: answer.status, retry: answer.headers.get('retry-after'),
          place: answer.headers.get('location'), json: await answer.json()};
}"""


@pytest.fixture(scope="module")
def elsewhere(browser):
    """A page of another site, whose reader is not signed in."""
    with web_server({"/": b"<!doctype html><title>Elsewhere</title>"}) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/")
        yield page
        context.close()


@pytest.fixture
def ask(elsewhere, weft, author):
    key = author.post("/tokens", {"name": "browser"}).json()["secret"]

    def ask(verb, path, body=None, key=key, headers=None):
        """With the body as text and no Content-Type of its own, as the snippets send it."""
        about = {"url": weft.url + path, "verb": verb, "key": key, "headers": headers or {}}
        text = None if body is None else json.dumps(body)
        return elsewhere.evaluate(ASK, {**about, "body": text})

    ask.key = key
    return ask


def test_a_workflow_is_run_by_its_short_path(ask):
    picture = base64.b64encode(sample("notice.jpg")).decode()
    body = {"user_app_id": APP, "inputs": [{"data": {"image": {"base64": picture}}}]}
    answer = ask("POST", "/v2/workflows/read-text/results", body)
    assert (answer["http"], answer["json"]["status"]["code"]) == (200, 10000)
    text = answer["json"]["results"][0]["outputs"][0]["data"]["text"]["raw"]
    assert text.splitlines() == expected("notice.jpg")


def test_where_a_run_is_can_be_read(ask):
    picture = base64.b64encode(sample("menu.jpg")).decode()
    body = {"user_app_id": APP, "inputs": [{"data": {"image": {"base64": picture}}}]}
    path = "/v2/workflows/read-text/results"
    answer = ask("POST", path, body, headers={"Prefer": "respond-async", "Idempotency-Key": "p-1"})
    assert (answer["http"], answer["retry"]) == (202, "1")
    later = ask("GET", answer["place"])
    assert later["http"] in (200, 202)


def test_a_workflow_is_made_changed_and_deleted(ask):
    nodes = [{"id": "read", "model": {"id": "ppocr-v6"}}]
    made = ask("POST", "/v2/workflows", {"user_app_id": APP, "workflows": [
        {"id": "from-a-page", "nodes": nodes},
    ]})  # fmt: skip
    assert (made["http"], made["json"]["status"]["code"]) == (200, 10000), made
    changed = ask("PATCH", "/v2/workflows/", {
        "user_app_id": APP, "action": "overwrite",
        "workflows": [{"id": "from-a-page", "description": "Made elsewhere"}],
    })  # fmt: skip
    assert changed["json"]["workflows"][0]["description"] == "Made elsewhere"
    path = "/v2/users/local/apps/demo/workflows"
    listed = ask("GET", f"{path}?page=1&per_page=100")
    assert "from-a-page" in [row["id"] for row in listed["json"]["workflows"]]
    gone = ask("DELETE", "/v2/workflows", {"user_app_id": APP, "ids": ["from-a-page"]})
    assert gone["http"] == 200
    assert ask("GET", f"{path}/from-a-page")["http"] == 404


REFUSED = {
    "no key": ("GET", "/v2/users/me", "", 401, 11001),
    "a wrong key": ("GET", "/v2/users/me", "nonsense", 401, 11008),
    "nothing there": ("GET", "/v2/nowhere", None, 404, 11101),
    "a wrong verb": ("PUT", "/v2/workflows", None, 405, 11103),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_can_be_read_too(ask, name):
    verb, path, key, http, code = REFUSED[name]
    answer = ask(verb, path, key=ask.key if key is None else key)
    assert (answer["http"], answer["json"]["status"]["code"]) == (http, code)
    assert answer["json"]["status"]["details"].endswith(".")


def test_a_body_that_is_not_json_is_told(ask, elsewhere, weft):
    about = {"url": f"{weft.url}/v2/workflows/read-text/results", "verb": "POST", "headers": {}}
    answer = elsewhere.evaluate(ASK, {**about, "key": ask.key, "body": "{half"})
    assert (answer["http"], answer["json"]["status"]["code"]) == (400, 11100)


def test_the_editors_api_stays_shut_to_other_sites(elsewhere, weft):
    shut = f"fetch('{weft.url}/api/editor/me').then(() => 'open', () => 'shut')"
    assert elsewhere.evaluate(shut) == "shut"
    assert elsewhere.evaluate(f"fetch('http://127.0.0.1:{free_port()}/').catch(() => 'shut')")
