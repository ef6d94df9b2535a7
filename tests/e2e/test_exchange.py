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
    dialog.get_by_label("Start from").select_option(label="A file: Weft, Clarifai or Roboflow")
    dialog.get_by_label("File").set_input_files(
        {"name": "travels.png", "mimeType": "image/png", "buffer": data}
    )
    expect(dialog).to_contain_text("2 nodes, 2 wires.")
    dialog.get_by_label("Name").fill("From a picture")
    dialog.get_by_role("button", name="Create workflow").click()
    expect(Canvas(page).nodes()).to_have_count(2)


CLARIFAI = """\
workflow:
  id: plates-of-guides
  nodes:
    - id: find
      model: {model_id: plates}
    - id: cut
      model: {model_id: margin-130-image-crop, user_id: clarifai, app_id: main}
      node_inputs: [{node_id: find}]
    - id: read
      model: {model_id: ocr-scene-english-paddleocr}
      node_inputs: [{node_id: cut}]
"""


def test_clarifais_file_dropped_on_a_canvas_is_a_graph_that_says_what_stands_in(page, author):
    target = author.new_workflow("From a guide")
    canvas = Canvas(page).open(target)
    pane = page.locator(".react-flow__pane")
    _drop(page, pane, "flow.yml", CLARIFAI.encode(), "application/x-yaml")
    dialog = page.get_by_role("dialog", name="Import workflow")
    expect(dialog).to_contain_text("Clarifai YAML from flow.yml")
    expect(dialog).to_contain_text("plates-of-guides with 3 nodes")
    expect(dialog).to_contain_text(
        "optical-character-recognizer stands in for ocr-scene-english-paddleocr"
    )
    dialog.get_by_role("button", name="Import workflow").click()
    expect(canvas.nodes()).to_have_count(3)
    expect(canvas.wire("cut.images", "read.image")).to_be_attached()
    canvas.wait_until_saved()
    cut = next(node for node in _graph(author, target)["nodes"] if node["id"] == "cut")
    assert cut["params"] == {"margin": 1.3}


def test_a_pasted_file_with_models_that_are_not_here_is_refused_with_each(
    page, workflow, complaints
):
    complaints.expect_status(422)
    canvas = Canvas(page).open(workflow)
    _paste(page, CLARIFAI.replace("plates}", "mine}").replace("ocr-scene-", "my-"))
    dialog = page.get_by_role("dialog", name="Nothing was imported")
    expect(dialog).to_contain_text("find uses the model mine, which does not exist here.")
    expect(dialog).to_contain_text("read uses the model my-english-paddleocr")
    dialog.get_by_role("button", name="Close", exact=True).click()
    expect(canvas.nodes()).to_have_count(2)


def test_a_canvas_leaves_as_clarifais_file_and_what_is_lost_is_said_before(page, author, workflow):
    canvas = Canvas(page).open(workflow)
    page.get_by_role("button", name="All commands").click()
    page.get_by_role("menuitem", name="Download as Clarifai YAML").click()
    dialog = page.get_by_role("dialog", name="Download as Clarifai YAML")
    expect(dialog.get_by_label("The file")).to_contain_text("model_type_id: region-offset")
    expect(dialog).to_contain_text("detector: the value of min_value.")
    dialog.get_by_label("For Clarifai").click()
    expect(dialog.get_by_label("The file")).to_contain_text("model_version_id:")
    expect(dialog).to_contain_text("Not in the file")
    dialog.get_by_text("Complete").click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download YAML").click()
    expect(dialog).to_have_count(0)
    data = _bytes(download.value)
    assert download.value.suggested_filename.endswith(".yml")
    target = author.new_workflow("Comes back")
    canvas.open(target)
    _paste(page, data.decode())
    page.get_by_role("dialog").get_by_role("button", name="Import workflow").click()
    expect(page.get_by_test_id("annotation-note:1").get_by_role("textbox")).to_have_value(
        "Für die Nacht"
    )
    canvas.wait_until_saved()
    assert _graph(author, target) == _graph(author, workflow)


def test_clarifais_file_dropped_on_the_list_starts_a_workflow(page):
    page.goto(DEMO.removesuffix("/workflows"))
    page.get_by_role("button", name="New workflow").wait_for()
    _drop(page, page.locator(".workflows-tab"), "flow.yaml", CLARIFAI.encode(), "text/yaml")
    dialog = page.get_by_role("dialog", name="New workflow")
    expect(dialog).to_contain_text("Clarifai YAML: 3 nodes, 4 wires.")
    expect(dialog.get_by_label("Name")).to_have_value("plates-of-guides")
    expect(dialog).to_contain_text("stands in for")
    dialog.get_by_role("button", name="Create workflow").click()
    expect(Canvas(page).nodes()).to_have_count(3)
