"""The docs' browser and curl snippets, as HTTP sees them."""

from __future__ import annotations

import json

import pytest
import requests

HI = {"data": {"text": {"raw": "hi"}}}
NODES = [{"id": "say", "model": {"id": "say-op", "model_type_id": "prompter", "model_version": {
    "output_info": {"params": {"prompt_template": "<{data.text.raw}>"}}}}}]  # fmt: skip


@pytest.fixture(scope="module")
def home(about):
    made = about["editor"].post("/apps", {"name": "snippets", "input_type": "text"})
    return {"user_id": "local", "app_id": made.json()["id"]}


@pytest.fixture
def browser(about, home):
    """`fetch(url, {method, headers, body})` of a page: no content type, the app in the body."""

    def fetch(verb, path, key="Key ", **body):
        data = json.dumps({"user_app_id": home, **body}).encode()
        headers = {
            "Accept": "application/json", "Authorization": key + about["token"],
            "Content-Type": "text/plain;charset=UTF-8", "Origin": "http://page.example",
        }  # fmt: skip
        return requests.request(verb, about["rest"] + path, data=data, headers=headers, timeout=60)

    return fetch


@pytest.fixture
def curl(about, home):
    """`curl -X VERB long-address -H ... -d '...'`."""

    def call(verb, path, **body):
        address = "{rest}/v2/users/{user_id}/apps/{app_id}".format(**about, **home) + path
        headers = {"Authorization": f"Key {about['token']}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body else None
        return requests.request(verb, address, data=data, headers=headers, timeout=60)

    return call


def _ok(response):
    assert response.status_code == 200, response.text
    assert response.json()["status"]["code"] == 10000
    return response.json()


def test_a_browser_goes_through_a_workflows_whole_life(browser, curl):
    _ok(browser("POST", "/v2/workflows", workflows=[{"id": "page", "nodes": NODES}]))
    answer = browser("POST", "/v2/workflows/page/results", inputs=[HI])
    assert answer.headers["access-control-allow-origin"] == "*"
    assert _ok(answer)["results"][0]["outputs"][0]["data"]["text"]["raw"] == "<hi>"
    changed = {"id": "page", "nodes": [{**NODES[0], "id": "other"}]}
    _ok(browser("PATCH", "/v2/workflows", workflows=[changed], action="overwrite"))
    assert [node["id"] for node in _ok(curl("GET", "/workflows/page"))["workflow"]["nodes"]] == [
        "other"
    ]
    _ok(browser("DELETE", "/v2/workflows/page"))
    assert browser("POST", "/v2/workflows/page/results", inputs=[HI]).status_code == 404


def test_curl_goes_through_a_workflows_whole_life(curl):
    made = _ok(curl("POST", "/workflows", workflows=[{"id": "shell", "nodes": NODES}]))
    version = made["workflows"][0]["version"]["id"]
    assert "shell" in [row["id"] for row in _ok(curl("GET", "/workflows"))["workflows"]]
    pinned = curl("POST", f"/workflows/shell/versions/{version}/results", inputs=[HI])
    assert _ok(pinned)["workflow"]["version"]["id"] == version
    _ok(curl("PATCH", "/workflows/", workflows=[{"id": "shell", "description": "Says it"}],
             action="merge"))  # fmt: skip
    _ok(curl("DELETE", "/workflows/shell"))
    _ok(curl("DELETE", "/workflows", delete_all=True))
    assert _ok(curl("GET", "/workflows?page=1&per_page=16"))["workflows"] == []


def test_33_inputs_are_refused_with_the_number(browser):
    _ok(browser("POST", "/v2/workflows", workflows=[{"id": "many", "nodes": NODES}]))
    answer = browser("POST", "/v2/workflows/many/results", inputs=[HI] * 33)
    assert answer.status_code == 400
    assert answer.json()["status"]["code"] == 40001
    assert "33" in answer.json()["status"]["details"]


def test_a_browser_asks_first_and_may(about):
    headers = {
        "Origin": "http://page.example", "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization",
    }  # fmt: skip
    answer = requests.options(f"{about['rest']}/v2/workflows", headers=headers, timeout=60)
    assert answer.status_code == 200
    assert "authorization" in answer.headers["access-control-allow-headers"]
    assert "DELETE" in answer.headers["access-control-allow-methods"]
