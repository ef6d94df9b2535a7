"""Nodes with names as people give them, on the canvas: wired, renamed, run, pinned, copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene
from tests.e2e.test_exchange import _drop, _graph
from tests.e2e.test_running import chip, fresh, status

pytestmark = pytest.mark.e2e

FIND, KEEP, CROP = "My node 1.5", "keep / Ü #2", "it's [a>b]: 100%?"


@pytest.fixture
def workflow(author):
    return author.new_workflow(
        "Named by people",
        **scene(
            fresh(node(FIND, "text-detector", "ppocr-v6-text-detector", image="IN.image")),
            node(KEEP, "region-thresholder", params={"value": 0.1}, regions=f"{FIND}.regions"),
            node(CROP, "image-crop", image="IN.image"),
        ),
    )


def test_it_is_wired_renamed_run_pinned_and_copied(page, author, workflow):
    canvas = Canvas(page).open(workflow)
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    canvas.connect(f"{KEEP}.regions", f"{CROP}.regions")
    canvas.select(KEEP)
    title = canvas.inspector.get_by_label("Name of the node")
    title.fill("My node 1.5")
    title.press("Enter")
    expect(canvas.node(KEEP).locator(".node-title")).to_have_text("My node 1.5")
    page.locator(".react-flow__pane").press("Control+Enter")
    status(page, CROP, "succeeded")

    canvas.select(KEEP)
    page.keyboard.press("p")
    expect(chip(page, KEEP)).to_have_text("pinned")
    canvas.wait_until_saved()
    page.reload()
    expect(chip(page, KEEP)).to_have_text("pinned")
    canvas.select(KEEP)
    page.keyboard.press("p")
    expect(page.get_by_test_id("pin-count")).to_be_hidden()

    page.keyboard.press("Control+d")
    expect(canvas.wire(f"{FIND}.regions", f"{KEEP}-2.regions")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(canvas.node(f"{KEEP}-2")).to_have_count(0)
    canvas.wait_until_saved()
    nodes = _graph(author, workflow)["nodes"]
    assert [each["id"] for each in nodes] == [FIND, KEEP, CROP]
    assert nodes[2]["inputs"] == {"image": ["IN.image"], "regions": [f"{KEEP}.regions"]}


def test_the_outline_finds_each_node(page, workflow):
    canvas = Canvas(page).open(workflow)
    page.get_by_test_id("rail-outline").click()
    rows = page.get_by_role("region", name="Outline").locator(".outline-row")
    expect(rows).to_have_count(3)
    rows.last.click()
    expect(canvas.inspector.get_by_text(KEEP, exact=True)).to_be_visible()


FILE = """\
workflow:
  id: names
  nodes:
    - id: "detect plates #1"
      model: {model_id: plates}
    - id: "1.5"
      model: {model_id: margin-130-image-crop, user_id: clarifai, app_id: main}
      node_inputs: [{node_id: "detect plates #1"}]
"""


def test_clarifais_file_keeps_the_names_of_its_nodes(page, author):
    target = author.new_workflow("From elsewhere")
    canvas = Canvas(page).open(target)
    _drop(page, page.locator(".react-flow__pane"), "flow.yml", FILE.encode(), "text/yaml")
    page.get_by_role("dialog").get_by_role("button", name="Import workflow").click()
    expect(canvas.wire("detect plates #1.regions", "1.5.regions")).to_be_attached()
    canvas.wait_until_saved()
    assert [each["id"] for each in _graph(author, target)["nodes"]] == ["detect plates #1", "1.5"]
