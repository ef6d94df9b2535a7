"""A workflow leaves as JSON or as a picture, and comes back by choice, drop or paste."""

from __future__ import annotations

import base64
import json
import re
import struct

import pytest
from playwright.sync_api import expect

from tests.clients import sample
from tests.e2e.canvas import DEMO, Canvas, node, scene

pytestmark = pytest.mark.e2e

CHAIN = (
    node("detector", "visual-detector", "plates", {"min_value": 0.55}, image="IN.image"),
    node("offset", "region-offset", regions="detector.regions"),
)


@pytest.fixture
def workflow(author):
    made = scene(*CHAIN)
    made["layout"]["notes"] = [
        {"id": "note:1", "x": 0, "y": 320, "width": 200, "height": 90, "text": "Für die Nacht"}
    ]
    return author.new_workflow("Travels", **made)


def _download(canvas, name):
    canvas.page.get_by_role("button", name="All commands").click()
    with canvas.page.expect_download() as download:
        canvas.page.get_by_role("menuitem", name=name).click()
    return download.value


def _bytes(download):
    return download.path().read_bytes()


def _drop(page, target, name, data, kind):
    """Drop a file as a file manager would."""
    transfer = page.evaluate_handle(
        "([name, kind, data]) => { const transfer = new DataTransfer();"
        "const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));"
        "transfer.items.add(new File([bytes], name, { type: kind })); return transfer; }",
        [name, kind, base64.b64encode(data).decode()],
    )
    target.dispatch_event("dragover", {"dataTransfer": transfer})
    target.dispatch_event("drop", {"dataTransfer": transfer})


def _graph(author, workflow):
    return author.get(f"{workflow}/draft").json()["graph"]


def test_the_picture_of_a_workflow_dropped_on_a_canvas_is_the_workflow(page, author, workflow):
    download = _download(Canvas(page).open(workflow), "Download as picture")
    picture = _bytes(download)
    width, height = struct.unpack(">II", picture[16:24])
    assert download.suggested_filename.endswith(".png")
    assert width > 600
    assert height > 300
    target = author.new_workflow("Arrives")
    canvas = Canvas(page).open(target)
    _drop(page, page.locator(".react-flow__pane"), "graph.png", picture, "image/png")
    dialog = page.get_by_role("dialog", name="Import workflow")
    expect(dialog).to_contain_text("2 nodes, 2 wires and 1 input")
    expect(canvas.nodes()).to_have_count(0)
    dialog.get_by_role("button", name="Import workflow").click()
    expect(canvas.nodes()).to_have_count(2)
    expect(page.get_by_test_id("annotation-note:1").get_by_role("textbox")).to_have_value(
        "Für die Nacht"
    )
    canvas.wait_until_saved()
    assert _graph(author, target) == _graph(author, workflow)
    page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(0)


def test_json_is_added_below_what_stands_there_as_one_step(page, author, workflow):
    data = _bytes(_download(Canvas(page).open(workflow), "Download as JSON"))
    assert json.loads(data)["graph"] == _graph(author, workflow)
    canvas = Canvas(page)
    page.get_by_role("button", name="All commands").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Import a file").click()
    chooser.value.set_files(
        {"name": "travels.json", "mimeType": "application/json", "buffer": data}
    )
    dialog = page.get_by_role("dialog", name="Import workflow")
    dialog.get_by_role("button", name="Add to the canvas").click()
    expect(canvas.nodes()).to_have_count(4)
    expect(canvas.wire("detector-2.regions", "offset-2.regions")).to_be_attached()
    expect(canvas.wire("IN.image", "detector-2.image")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(2)


def _paste(page, text):
    page.evaluate(
        "(text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data,"
        " bubbles: true })); }",
        text,
    )


def test_a_pasted_workflow_replaces_the_draft_and_keeps_what_is_wrong_in_it(page, workflow):
    canvas = Canvas(page).open(workflow)
    broken = scene(
        node("look", "visual-detector", "plates", image="IN.image"),
        node("read", "prompter", text="look.regions"),
        node("odd", "made-elsewhere", text="read.text"),
    )["graph"]
    _paste(page, json.dumps(broken))
    dialog = page.get_by_role("dialog", name="Import workflow")
    expect(dialog).to_contain_text("kept and marked on the canvas")
    expect(dialog).to_contain_text(
        re.compile("Prompter needs text on text; Visual detector gives regions")
    )
    expect(dialog).to_contain_text("made-elsewhere, which is not installed here")
    dialog.get_by_role("button", name="Replace the draft").click()
    expect(canvas.nodes()).to_have_count(3)
    expect(canvas.wire("look.regions", "read.text").locator(".broken")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(canvas.node("offset")).to_be_visible()


def test_a_malformed_workflow_is_refused_with_every_fault(page, workflow):
    canvas = Canvas(page).open(workflow)
    _paste(page, json.dumps({"schema": 1, "nodes": [{"id": "a"}, {"operator": "prompter"}]}))
    dialog = page.get_by_role("dialog", name="Nothing was imported")
    expect(dialog).to_contain_text("nodes[0] names no operator.")
    expect(dialog).to_contain_text("nodes[1] has no usable id.")
    dialog.get_by_role("button", name="Close", exact=True).click()
    expect(canvas.nodes()).to_have_count(2)


def test_a_picture_without_a_workflow_says_so(page, workflow):
    Canvas(page).open(workflow)
    pane = page.locator(".react-flow__pane")
    _drop(page, pane, "street.jpg", sample("street-one-car.jpg"), "image/jpeg")
    dialog = page.get_by_role("dialog", name="Nothing was imported")
    expect(dialog).to_contain_text("street.jpg")


def test_a_new_workflow_starts_from_a_file(page, author, workflow):
    data = _bytes(_download(Canvas(page).open(workflow), "Download as picture"))
    page.goto(DEMO.removesuffix("/workflows"))
    page.get_by_role("button", name="New workflow").click()
    dialog = page.get_by_role("dialog", name="New workflow")
    dialog.get_by_label("Start from").select_option(label="A file: Weft JSON or picture")
    dialog.get_by_label("File").set_input_files(
        {"name": "travels.png", "mimeType": "image/png", "buffer": data}
    )
    expect(dialog).to_contain_text("2 nodes, 2 wires.")
    dialog.get_by_label("Name").fill("From a picture")
    dialog.get_by_role("button", name="Create workflow").click()
    expect(Canvas(page).nodes()).to_have_count(2)
