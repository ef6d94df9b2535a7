"""The history of runs, a run's page, and a link that shows it to anybody."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import DEMO, Canvas

pytestmark = pytest.mark.e2e

PLATES = f"{DEMO}/read-licence-plates"
TERMINAL = ("succeeded", "partially_succeeded", "failed", "cancelled", "dead")


def _ended(author, run):
    ends_at = time.monotonic() + 60
    while time.monotonic() < ends_at:
        found = author.get(f"/runs/{run}").json()
        if found["status"] in TERMINAL:
            return found
    raise AssertionError("the run did not end")


def _run(author, workflow, sample=1, **what):
    samples = author.get("/apps/local/demo/samples").json()["samples"]
    body = {"inputs": [{"sample": samples[sample]["id"]}], **what}
    return _ended(author, author.post(f"{workflow}/runs", body).json()["id"])


@pytest.fixture(scope="module")
def workflow(author):
    """A workflow of its own with three runs: two of v1 on different pictures, one of a draft."""
    graph = author.get(PLATES).json()["thumbnail"]
    path = author.new_workflow("Often run", **graph)
    author.post(f"{path}/versions", graph)
    runs = [_run(author, path, 0), _run(author, path, 1), _run(author, path, 1, **graph)]
    return path, runs


def _address(workflow, run):
    return f"{workflow}/runs/{run['id']}"


def _key(workflow):
    return workflow.rpartition("/")[2]


def test_the_apps_runs_are_filtered_and_the_address_keeps_the_filter(page, workflow):
    path, _ = workflow
    page.goto("/apps/local/demo/runs")
    page.get_by_label("Workflow", exact=True).select_option("Often run")
    lines = page.locator(".run-table li")
    expect(lines).to_have_count(3)
    page.get_by_label("Version", exact=True).select_option("Draft")
    expect(lines).to_have_count(1)
    expect(page.get_by_test_id("run-line-3")).to_contain_text("Two cars in town")
    expect(page).to_have_url(re.compile(f"workflow={_key(path)}&?.*"))
    page.reload()
    expect(lines).to_have_count(1)
    page.get_by_label("Version", exact=True).select_option("Any version")
    page.get_by_label("Search runs").fill("village")
    expect(lines).to_have_count(1)
    expect(page.get_by_test_id("run-line-1")).to_be_visible()
    page.get_by_label("Search runs").fill("")
    page.get_by_label("Status").select_option("Failed")
    expect(page.get_by_text("No run fits these filters")).to_be_visible()


def test_a_long_history_goes_on_beyond_a_page(page, author):
    path = author.new_workflow("Run a lot", graph={
        "schema": 1, "inputs": [{"name": "text", "type": "text"}], "nodes": []})  # fmt: skip
    graph = {
        "schema": 1, "inputs": [{"name": "text", "type": "text"}],
        "nodes": [{"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]}}],
    }  # fmt: skip
    version = author.post(f"{path}/versions", {"graph": graph, "layout": {}}).json()["id"]
    runs = [
        author.post(f"{path}/runs", {"version": version, "inputs": [{"text": "hello"}]}).json()
        for _ in range(53)
    ]
    _ended(author, runs[-1]["id"])
    page.goto(f"/apps/local/demo/runs?workflow={_key(path)}")
    lines = page.locator(".run-table li")
    expect(lines).to_have_count(50)
    page.get_by_role("button", name="Show earlier runs").click()
    expect(lines).to_have_count(53)
    expect(page.get_by_test_id("run-line-1")).to_be_visible()


def test_a_runs_page_shows_the_graph_it_ran_with_states_times_and_json(page, workflow):
    path, runs = workflow
    page.goto(_address(path, runs[1]))
    expect(page.get_by_role("heading", name="Run 2")).to_be_visible()
    expect(page.get_by_text("v1 · 1 input · by local from its page")).to_be_visible()
    for name in ("plates", "wider", "crop", "read"):
        expect(page.get_by_test_id(f"node-{name}")).to_be_visible()
        expect(page.get_by_test_id(f"node-state-{name}")).to_have_attribute(
            "data-status", "succeeded"
        )
    expect(page.get_by_test_id("output-read")).to_contain_text("WFT 7423")
    page.get_by_role("tab", name="Timeline").click()
    expect(
        page.get_by_role("list", name="When each node ran").get_by_role("listitem")
    ).to_have_count(4)
    page.get_by_role("tab", name="JSON").click()
    expect(page.locator(".json-tree")).to_contain_text('status: "succeeded"')


def test_a_run_is_run_again_on_the_same_input(page, workflow, author):
    path, runs = workflow
    page.goto(_address(path, runs[0]))
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_role("heading", name=re.compile(r"Run \d+"))).not_to_have_text("Run 1")
    again = page.url.rpartition("/")[2]
    assert again != runs[0]["id"]
    expect(page.get_by_role("status").first).to_have_text("done")
    found = _ended(author, again)
    assert found["inputs"] == runs[0]["inputs"]
    assert found["version"] == runs[0]["version"]


def test_a_run_opens_in_the_editor_on_its_own_graph(page, workflow):
    path, runs = workflow
    page.goto(_address(path, runs[2]))
    page.get_by_role("link", name="Open in editor").click()
    banner = page.get_by_role("status").filter(has_text="read only")
    expect(banner).to_contain_text("Viewing run 3 of a draft")
    expect(page).to_have_url(re.compile(f"run={runs[2]['id']}"))
    expect(Canvas(page).node("read")).to_contain_text("WFT 7423")
    page.get_by_role("link", name="Open on its page").click()
    expect(page.get_by_role("heading", name="Run 3")).to_be_visible()


def test_the_editors_list_of_runs_is_filtered(page, workflow):
    path, _ = workflow
    Canvas(page).open(path)
    page.get_by_test_id("rail-runs").click()
    expect(page.get_by_test_id("run-row-1")).to_be_visible()
    page.get_by_label("Version", exact=True).select_option("Draft")
    expect(page.get_by_test_id("run-row-1")).to_have_count(0)
    expect(page.get_by_test_id("run-row-3")).to_be_visible()


def test_a_shared_run_is_seen_without_an_account_until_it_is_switched_off(
    page, browser, weft, workflow, complaints
):
    path, runs = workflow
    page.goto(_address(path, runs[1]))
    page.get_by_role("button", name="Share run").click()
    page.get_by_role("button", name="Create link").click()
    link = page.get_by_label("Link to this run").input_value()
    assert re.search(r"/shared/runs/[\w-]{32}$", link)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    complaints.watch(context)
    guest = context.new_page()
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Run 2")).to_be_visible()
    expect(guest.get_by_test_id("output-read")).to_contain_text("WFT 7423")
    picture = guest.get_by_test_id("output-plates").get_by_role("img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth }")
    expect(guest.get_by_test_id("node-state-read")).to_have_attribute("data-status", "succeeded")
    expect(guest.get_by_role("button", name=re.compile("Run again|Share|Stop"))).to_have_count(0)
    expect(guest.get_by_text("local")).to_have_count(0)
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_role("button", name="Create link")).to_be_visible()
    complaints.expect_status(404)
    guest.reload()
    expect(guest.get_by_role("alert")).to_contain_text("This link does not work")
    context.close()
