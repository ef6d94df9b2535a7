"""Running on the canvas: all, in part, again, stopped, and on pictures from anywhere."""

from __future__ import annotations

import base64
import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.clients import sample
from tests.e2e.canvas import Canvas, node, scene
from tests.e2e.pictures import variants

pytestmark = pytest.mark.e2e

FIND = node("find", "text-detector", "ppocr-v6-text-detector", image="IN.image")
KEEP = node("keep", "region-thresholder", params={"value": 0.1}, regions="find.regions")
CROP = node("crop", "image-crop", image="IN.image", regions="keep.regions")
READ = node("read", "optical-character-recognizer", "ppocr-v6", image="crop.images")
NO_NAME = {"query_point": "keypoint"}
NEAR = node(
    "near", "region-nearest", params=NO_NAME, regions="find.regions", targets="find.regions"
)
CUT = node("cut", "image-crop", image="IN.image", regions="near.regions")


def chip(page, name):
    return page.get_by_test_id(f"node-state-{name}")


def status(page, name, wanted):
    expect(chip(page, name)).to_have_attribute("data-status", wanted)


NUMBERS = itertools.count(1)


def fresh(made):
    """The server keeps results for all tests; another setting is another node to it."""
    if made["operator"] != "text-detector":
        return made
    return {**made, "params": {"min_value": 0.3 + next(NUMBERS) / 10_000}}


def open_canvas(page, author, name, *nodes):
    nodes = [fresh(each) for each in nodes]
    canvas = Canvas(page).open(author.new_workflow(name, **scene(*nodes)))
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    return canvas


def run_all(page, last="read"):
    page.keyboard.press("Control+Enter")
    status(page, last, "succeeded")


def viewer(page):
    return page.get_by_test_id("dock")


def test_a_run_to_a_node_leaves_the_others_as_they_were(page, author):
    canvas = open_canvas(page, author, "To here", FIND, KEEP, CROP, READ)
    canvas.select("keep")
    page.keyboard.press("Control+Shift+Enter")
    status(page, "keep", "succeeded")
    for name in ("crop", "read"):
        status(page, name, "idle")
    expect(viewer(page)).to_contain_text("2 run")

    run_all(page)
    canvas.select("crop")
    page.get_by_test_id("run-menu").click()
    page.get_by_role("button", name=re.compile("^Run to Image crop")).click()
    expect(chip(page, "read")).to_have_text("not run")
    expect(chip(page, "crop")).to_have_text("cached")
    expect(viewer(page)).to_contain_text("3 cached")
    expect(canvas.node("read")).to_contain_text(re.compile("[A-Z]{2}"))


def test_a_kept_result_is_stale_once_something_before_it_changed(page, author):
    canvas = open_canvas(page, author, "Kept and stale", FIND, KEEP, CROP, READ)
    run_all(page)
    canvas.select("keep")
    canvas.set("Score", "0.2")
    expect(chip(page, "crop")).to_have_text("stale")
    expect(chip(page, "find")).not_to_have_text("stale")
    page.keyboard.press("Control+Shift+Enter")
    expect(chip(page, "keep")).to_contain_text("ms")
    expect(chip(page, "read")).to_have_text("stale")


def test_a_run_to_a_node_does_not_care_for_what_is_broken_elsewhere(page, author):
    lonely = node("lonely", "image-crop", image="IN.image")
    canvas = open_canvas(page, author, "Broken elsewhere", FIND, lonely)
    page.keyboard.press("Control+Enter")
    expect(canvas.notice).to_contain_text("Image crop has nothing on its input")
    canvas.select("find")
    page.keyboard.press("Control+Shift+Enter")
    status(page, "find", "succeeded")


def test_a_failed_run_goes_on_from_where_it_failed(page, author):
    canvas = open_canvas(page, author, "Goes on", FIND, NEAR, CUT)
    page.keyboard.press("Control+Enter")
    status(page, "near", "failed")
    failed = canvas.node("near")
    expect(failed.get_by_role("img", name="What the node got")).to_be_visible()
    expect(canvas.node("cut")).to_contain_text("Not run because Nearest region failed")
    canvas.select("near")
    canvas.inspector.get_by_label("From", exact=True).select_option("center")
    page.get_by_test_id("run-menu").click()
    page.get_by_test_id("run-menu-rerunFailed").click()
    status(page, "cut", "succeeded")
    expect(chip(page, "find")).to_have_text("cached")
    expect(viewer(page)).to_contain_text("1 cached, 2 run")


def test_the_failed_node_itself_offers_the_way_on(page, author):
    canvas = open_canvas(page, author, "Retry from here", FIND, NEAR)
    page.keyboard.press("Control+Enter")
    status(page, "near", "failed")
    with page.expect_response(re.compile("/runs$")) as answer:
        canvas.node("near").get_by_role("button", name="Retry from here").click()
    assert answer.value.json()["nodes"]["find"]["cached"]
    status(page, "near", "failed")


def test_escape_stops_the_run(page, author):
    canvas = open_canvas(page, author, "Stopped", FIND, KEEP, CROP, READ)
    with page.expect_file_chooser() as chooser:
        canvas.node("IN").get_by_role("button", name="Drop an input here").or_(
            canvas.node("IN").locator(".input-picture")
        ).first.click()
    chooser.value.set_files(variants(24, "stop"))
    expect(page.get_by_test_id("stop-run")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("run")).to_be_visible()
    expect(viewer(page)).to_contain_text("stopped")
    status(page, "read", "idle")


DROP = """async ([selector, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], 'dropped.jpg', {type: 'image/jpeg'}));
  const target = document.querySelector(selector);
  const how = {dataTransfer: carried, bubbles: true, cancelable: true};
  for (const type of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(new DragEvent(type, how));
}"""


def test_a_file_dropped_on_the_input_runs(page, author):
    canvas = open_canvas(page, author, "Dropped", FIND)
    encoded = base64.b64encode(sample("street-two-cars.jpg")).decode()
    page.evaluate(DROP, ['[data-testid="node-IN"]', encoded])
    status(page, "find", "succeeded")
    expect(canvas.node("IN").get_by_role("img", name="dropped.jpg")).to_be_visible()


COPY = """async (encoded) => {
  const image = new Image();
  image.src = 'data:image/jpeg;base64,' + encoded;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  await navigator.clipboard.write([new ClipboardItem({'image/png': blob})]);
}"""


def test_a_pasted_picture_runs(open_page, author):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    canvas = open_canvas(page, author, "Pasted", FIND)
    page.evaluate(COPY, base64.b64encode(sample("street-one-car.jpg")).decode())
    canvas.area.click(position={"x": 20, "y": 20})
    page.keyboard.press("Control+V")
    status(page, "find", "succeeded")
    expect(canvas.node("IN").get_by_role("img", name="Pasted picture.png")).to_be_visible()


def test_a_picture_from_the_camera_runs(open_page, author):
    page = open_page(permissions=["camera"])
    canvas = open_canvas(page, author, "Camera", FIND)
    page.get_by_test_id("run-menu").click()
    page.get_by_role("dialog").get_by_role("button", name="Camera").click()
    page.get_by_role("button", name="Take picture and run").click()
    status(page, "find", "succeeded")
    expect(canvas.node("IN").get_by_role("img", name="Camera picture.jpg")).to_be_visible()


def test_a_camera_that_is_not_allowed_is_explained(page, author):
    open_canvas(page, author, "No camera", FIND)
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia ="
        " () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    page.get_by_test_id("run-menu").click()
    page.get_by_role("dialog").get_by_role("button", name="Camera").click()
    expect(page.get_by_role("alert")).to_contain_text("Allow it beside the address")
