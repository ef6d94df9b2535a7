"""A model of one's own, from the file to the boxes: dropped, understood, tried, kept, run."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.builder.api.test_imported_models import RIGHT, picture, places
from tests.e2e.canvas import Canvas, node, scene
from tests.e2e.pictures import upload
from tests.e2e.test_pages import SIZES, violations
from tests.inference.importing.detectors import colour_finder, constant

pytestmark = pytest.mark.e2e

TAB = "/apps/local/demo/models"
MODELS = "/apps/local/demo/models"
ONNX = "application/octet-stream"


def detector(cell=8):
    """A tiny detector in YOLOv8's layout that finds red and blue cells."""
    return colour_finder(cell=cell).SerializeToString()


def unnamed_classifier():
    """Three numbers for a picture: nobody wrote down what they are."""
    return constant({"output": np.float32([[0.2, 2.5, 0.1]])}).SerializeToString()


def drop(page, target, *files, at=None):
    """Drop files as a file manager would."""
    transfer = page.evaluate_handle(
        "(files) => { const transfer = new DataTransfer();"
        "for (const [name, data] of files) {"
        "const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));"
        "transfer.items.add(new File([bytes], name)); } return transfer; }",
        [[name, base64.b64encode(data).decode()] for name, data in files],
    )
    place = {"clientX": at[0], "clientY": at[1]} if at else {}
    target.dispatch_event("dragover", {"dataTransfer": transfer, **place})
    target.dispatch_event("drop", {"dataTransfer": transfer, **place})


def keep(author, name, data, **answers):
    """The same through the API, for tests of what comes after."""
    files = [("files", (name, data, ONNX))]
    found = author.call("POST", f"{MODELS}/inspect", files=files).json()
    answer = author.post(MODELS, {"proposal": found["proposal"], "answers": answers})
    assert answer.status_code == 201, answer.text
    return answer.json()


def try_own_picture(within):
    with within.page.expect_file_chooser() as chooser:
        within.get_by_label("Or a file of your own").click()
    chooser.value.set_files(upload("squares.png", picture(), "image/png"))
    return within.get_by_test_id("model-tried")


def test_a_detector_dropped_on_the_canvas_is_tried_kept_placed_and_finds_the_right_boxes(
    page, author
):
    workflow = author.new_workflow("Colours by drop", **scene())
    canvas = Canvas(page).open(workflow)
    pane = page.locator(".react-flow__pane")
    drop(page, pane, ("colour finder.onnx", detector()), at=(760, 420))
    dialog = page.get_by_role("dialog", name="Import model")
    said = dialog.get_by_role("region", name="What the files say")
    expect(said).to_contain_text("Finds objects")
    expect(said).to_contain_text("red")
    expect(said).to_contain_text("64 \u00d7 64 pixels")
    expect(said).to_contain_text("as YOLOv8 and v11 write them")
    expect(dialog.get_by_role("region", name="Questions")).to_have_count(0)
    tried = try_own_picture(dialog)
    expect(tried.get_by_role("row").filter(has_text="red")).to_have_count(1)
    expect(tried.get_by_role("row").filter(has_text="blue")).to_have_count(1)
    dialog.get_by_label("Name", exact=True).fill("Colours of squares")
    dialog.get_by_role("button", name="Keep model").click()
    expect(dialog).to_be_hidden()
    expect(canvas.nodes()).to_have_count(1)
    expect(canvas.wire("IN.image", "detector.image")).to_be_attached()
    expect(canvas.inspector.get_by_role("combobox", name="Model")).to_have_value(
        "Colours of squares"
    )
    page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(canvas.nodes()).to_have_count(1)
    canvas.wait_until_saved()
    graph = author.get(f"{workflow}/draft").json()["graph"]
    saved = author.post(f"{workflow}/versions", {"graph": graph, "layout": {}})
    assert saved.status_code == 201, saved.text
    pane.click(position={"x": 60, "y": 60})
    drop(page, canvas.node("IN"), ("squares.png", picture()))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("node-state-detector")).to_have_attribute("data-status", "succeeded")
    newest = author.get(f"{workflow}/runs").json()["runs"][0]["id"]
    outputs = author.get(f"/runs/{newest}").json()["outputs"]["detector"][0]
    assert places(outputs) == RIGHT


def test_a_refused_file_says_why_and_another_can_be_chosen(page, complaints):
    complaints.expect_status(422)
    page.goto(TAB)
    area = page.get_by_test_id("drop-area")
    drop(page, area, ("broken.onnx", b"garbage" * 1000))
    dialog = page.get_by_role("dialog", name="Import model")
    expect(dialog.get_by_role("alert")).to_contain_text("broken.onnx cannot be imported")
    expect(dialog.get_by_role("alert")).to_contain_text("model_truncated")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_label("Add or replace files").click()
    chooser.value.set_files({"name": "broken.onnx", "mimeType": ONNX, "buffer": detector(32)})
    expect(dialog.get_by_role("region", name="What the files say")).to_contain_text("Finds objects")


def test_only_what_is_open_is_asked_and_the_answer_counts(page):
    page.goto(TAB)
    drop(page, page.get_by_test_id("drop-area"), ("three numbers.onnx", unnamed_classifier()))
    dialog = page.get_by_role("dialog", name="Import model")
    questions = dialog.get_by_role("region", name="Questions")
    expect(questions.get_by_role("combobox").first).to_be_visible()
    asked = questions.get_by_label("How are the colours scaled before the model sees them?")
    asked.select_option("half")
    said = dialog.get_by_role("region", name="What the files say")
    expect(said).to_contain_text("minus 0.500")
    dialog.get_by_label("Licence").fill("CC0-1.0")
    dialog.get_by_role("button", name="Keep model").click()
    expect(page).to_have_url(re.compile(r"/models/three-numbers$"))
    card = page.get_by_role("region", name="Card")
    expect(card).to_contain_text("CC0-1.0")
    expect(card).to_contain_text("minus 0.500")


def test_side_files_that_are_dropped_along_give_the_labels(page):
    page.goto(TAB)
    drop(
        page,
        page.get_by_test_id("drop-area"),
        ("fruit.onnx", unnamed_classifier()),
        ("labels.txt", b"apple\nbanana\ncherry\n"),
    )
    dialog = page.get_by_role("dialog", name="Import model")
    expect(dialog.get_by_role("region", name="What the files say")).to_contain_text("banana")


def test_a_models_page_tries_it_names_its_users_and_lets_it_go_when_unused(page, author):
    model = keep(author, "page finder.onnx", detector(), title="Page finder")
    look = {**node("look", "visual-detector", image="IN.image"), "model": {"id": model["id"]}}
    workflow = author.new_workflow("Uses the page finder", **scene(look))
    page.goto(f"{TAB}/{model['id']}")
    expect(page.get_by_role("heading", name="Page finder", level=1)).to_be_visible()
    used = page.get_by_role("region", name="Used in")
    expect(used.get_by_role("link", name="Uses the page finder")).to_be_visible()
    tried = try_own_picture(page.get_by_role("region", name="Try it"))
    expect(tried.get_by_role("row").filter(has_text="blue")).to_have_count(1)
    page.get_by_role("button", name="Edit model").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Finder of squares")
    page.get_by_role("dialog").get_by_role("button", name="Save model").click()
    expect(page.get_by_role("heading", name="Finder of squares", level=1)).to_be_visible()
    drop(page, page.get_by_test_id("drop-area"), ("again.onnx", detector(32)))
    dialog = page.get_by_role("dialog", name="New version of Finder of squares")
    dialog.get_by_role("button", name="Keep version").click()
    expect(page.get_by_role("region", name="Versions").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Delete model").click()
    expect(page.get_by_role("dialog")).to_contain_text("It is used in Uses the page finder")
    page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    author.call("DELETE", workflow)
    page.reload()
    expect(used).to_contain_text("No workflow of this app uses it yet.")
    page.get_by_role("button", name="Delete model").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete model").click()
    expect(page).to_have_url(re.compile(r"/demo/models$"))
    expect(page.get_by_role("link", name="Finder of squares")).to_have_count(0)


def test_a_workflow_starts_from_a_model(page, author):
    model = keep(author, "starter.onnx", detector(8), title="Starter", id="starter")
    page.goto(f"{TAB}/{model['id']}")
    page.get_by_role("button", name="New workflow with this model").click()
    canvas = Canvas(page)
    expect(canvas.wire("IN.image", "detector.image")).to_be_attached()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_import_and_a_models_page_can_be_used_by_all(open_page, author, size, colours):
    page = open_page(viewport=SIZES[size], color_scheme=colours)
    page.goto(TAB)
    drop(page, page.get_by_test_id("drop-area"), ("for all.onnx", unnamed_classifier()))
    dialog = page.get_by_role("dialog", name="Import model")
    expect(dialog.get_by_role("region", name="What the files say")).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)
    page.goto(f"{TAB}/plates")
    tried = try_own_picture(page.get_by_role("region", name="Try it"))
    expect(tried).to_be_visible()
    wide = "document.scrollingElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    found = violations(page)
    assert not found, "\n".join(found)
