"""Who else may use a workflow, and what a program's token may do."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

DEMO = "/apps/local/demo"


@pytest.fixture
def flow(author):
    """A workflow that is run by saying something; answers its address in the browser."""
    graph = {
        "schema": 1,
        "inputs": [{"name": "text", "type": "text"}],
        "nodes": [{"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]}}],
    }
    path = author.new_workflow("Echo", graph=graph)
    saved = author.post(f"{path}/versions", {"graph": graph})
    assert saved.status_code == 201, saved.text
    return path


def stored(author, flow):
    return author.get(flow).json()["visibility"]


def test_a_workflow_is_opened_and_closed_after_saying_what_follows(page, author, flow):
    page.goto(flow)
    page.get_by_role("button", name="Private").click()
    dialog = page.get_by_role("dialog", name="Who may use this workflow")
    make = dialog.get_by_role("button", name="Make private")
    expect(make).to_be_disabled()
    dialog.get_by_role("radio", name="Public").check()
    expect(dialog.get_by_text("graph of every version with its settings")).to_be_visible()
    assert stored(author, flow) == "private"
    dialog.get_by_role("button", name="Make public").click()
    expect(dialog).to_be_hidden()
    button = page.get_by_role("button", name="Public", exact=True)
    expect(button).to_be_visible()
    assert stored(author, flow) == "public"
    button.click()
    expect(dialog.get_by_text("/v2/users/local/apps/demo/workflows/")).to_be_visible()
    dialog.get_by_role("radio", name="Private").check()
    expect(dialog.get_by_text("end at once")).to_be_visible()
    dialog.get_by_role("button", name="Make private").click()
    expect(page.get_by_role("button", name="Private")).to_be_visible()
    assert stored(author, flow) == "private"


def test_leaving_the_question_changes_nothing(page, author, flow):
    page.goto(flow)
    page.get_by_role("button", name="Private").click()
    dialog = page.get_by_role("dialog", name="Who may use this workflow")
    dialog.get_by_role("radio", name="Public").check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert stored(author, flow) == "private"


def test_a_token_that_runs_only_runs_and_reads_nothing_else(page, weft, author, flow):
    page.goto(f"{DEMO}/settings")
    page.get_by_label("New token").fill("Runner of echoes")
    page.get_by_label("It may").select_option(label="Run only")
    page.get_by_role("button", name="Create token").click()
    secret = page.get_by_role("status").locator("code").last.text_content()
    row = page.get_by_role("listitem").filter(has_text="Runner of echoes")
    expect(row).to_contain_text("run only")
    expect(row).to_contain_text("this app")
    key = {"Authorization": f"Key {secret}"}
    at = f"{weft.url}/v2/users/local/apps{flow.removeprefix('/apps/local')}"
    body = {"inputs": [{"data": {"text": {"raw": "hello"}}}]}
    ran = requests.post(f"{at}/results", json=body, headers=key, timeout=60)
    assert ran.status_code == 200, ran.text
    assert ran.json()["results"][0]["outputs"][0]["data"]["text"]["raw"] == "hello"
    refused = requests.get(at, headers=key, timeout=60)
    assert refused.status_code == 403
    assert refused.json()["status"]["code"] == 11007
    assert "Workflows_Get" in refused.json()["status"]["details"]


def test_a_token_of_all_apps_is_told_from_one_of_this_app(page, author):
    page.goto(f"{DEMO}/settings")
    page.get_by_label("New token").fill("Reader of all")
    page.get_by_label("It may").select_option(label="Read and run")
    page.get_by_label("It reaches").select_option(label="All my apps")
    page.get_by_role("button", name="Create token").click()
    row = page.get_by_role("listitem").filter(has_text="Reader of all")
    expect(row).to_contain_text("read and run")
    expect(row).to_contain_text("all apps")
    listed = author.get("/tokens").json()["tokens"]
    kept = next(token for token in listed if token["name"] == "Reader of all")
    assert (kept["app"], kept["access"]) == (None, "read_and_run")
