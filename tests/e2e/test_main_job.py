"""The whole job as a person does it: an app, a workflow drawn by hand, versions, and a run."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.clients import expected, sample
from tests.e2e.canvas import Canvas
from tests.e2e.pictures import upload, variants

pytestmark = pytest.mark.e2e

WIRES = [
    ("IN.image", "detector.image"),
    ("detector.regions", "offset.regions"),
    ("IN.image", "crop.image"),
    ("offset.regions", "crop.regions"),
    ("crop.images", "recognizer.image"),
]

WATCH = """() => {
  window.seen = {};
  const note = (what, isThere) => {
    if (isThere && !(what in window.seen)) window.seen[what] = performance.now();
  };
  const look = () => {
    const picture = document.querySelector('[data-testid="output-detector"] img');
    note('first output', picture?.complete && picture.naturalWidth > 0);
    const last = document.querySelector('[data-testid="node-state-recognizer"]');
    note('last done', last?.dataset.status === 'succeeded');
  };
  document.addEventListener('load', look, true);
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'],
  });
}"""


def test_a_person_builds_saves_and_tries_a_workflow(page):
    _make_an_app(page)
    canvas = _make_a_blank_workflow(page)
    _draw_the_workflow(canvas)
    _save_two_versions(canvas)
    _look_at_the_first_version(canvas)
    _go_back_to_its_page(page)
    _switch_versions(page)
    _try_pictures(page)


def _make_an_app(page):
    page.goto("/")
    page.get_by_role("button", name="New app").click()
    dialog = page.get_by_role("dialog", name="New app")
    dialog.get_by_label("Name").fill("Car park")
    dialog.get_by_label("Main input").select_option("Image")
    dialog.get_by_role("button", name="Create app").click()
    expect(page.get_by_role("heading", name="Car park")).to_be_visible()


def _make_a_blank_workflow(page):
    page.get_by_role("button", name="New workflow").first.click()
    dialog = page.get_by_role("dialog", name="New workflow")
    dialog.get_by_label("Name").fill("Plates at the gate")
    expect(dialog.get_by_label("Start from")).to_have_value("")
    dialog.get_by_role("button", name="Create workflow").click()
    expect(page).to_have_url(re.compile(r"/apps/local/car-park/workflows/[\w-]+/edit$"))
    canvas = Canvas(page)
    expect(canvas.node("IN")).to_be_visible()
    expect(canvas.nodes()).to_have_count(0)
    return canvas


def _draw_the_workflow(canvas):
    canvas.page.get_by_role("button", name="Collapse the viewer").click()
    canvas.move("IN", -310, -240)
    canvas.drop("visual-detector", 400, 60)
    canvas.drop("region-offset", 690, 60)
    canvas.drop("image-crop", 400, 380)
    canvas.drop("optical-character-recognizer", 690, 380)
    expect(canvas.nodes()).to_have_count(4)
    for source, target in WIRES:
        canvas.connect(source, target)
    canvas.select("offset")
    canvas.set("Width", 10)
    canvas.set("Height", 24)
    expect(canvas.page.get_by_test_id("problems")).to_have_text("No problems")
    canvas.wait_until_saved()


def _save_two_versions(canvas):
    page = canvas.page
    expect(page.get_by_test_id("saveVersion")).to_have_text("Save workflow")
    canvas.save_version("First try")
    expect(page.get_by_test_id("saveVersion")).to_have_text("Save as new version")
    canvas.select("detector")
    canvas.set("Least score", "0.35")
    canvas.save_version("Sees more")
    expect(page).to_have_url(re.compile("/edit$"))
    expect(page.get_by_text("Draft of v2")).to_be_visible()


def _look_at_the_first_version(canvas):
    page = canvas.page
    page.get_by_test_id("rail-versions").click()
    page.get_by_test_id("version-1").click()
    expect(page.get_by_role("status").filter(has_text="read only")).to_contain_text("v1 First try")
    canvas.select("detector")
    expect(canvas.setting("Least score")).to_have_value("0.40")
    expect(canvas.setting("Least score")).to_be_disabled()
    expect(page.get_by_test_id("saveVersion")).to_be_disabled()
    page.get_by_role("button", name="Back to draft").click()
    canvas.select("detector")
    expect(canvas.setting("Least score")).to_have_value("0.35")
    expect(canvas.setting("Least score")).to_be_enabled()


def _go_back_to_its_page(page):
    page.get_by_test_id("updateWorkflow").click()
    expect(page).to_have_url(re.compile(r"/apps/local/car-park/workflows/[\w-]+$"))
    expect(page.get_by_role("heading", name="Plates at the gate")).to_be_visible()
    options = page.get_by_role("combobox", name="Version", exact=True).locator("option")
    expect(options).to_have_text(["v2 · Sees more", "v1 · First try"])


def _switch_versions(page):
    choice = page.get_by_role("combobox", name="Version", exact=True)
    choice.select_option("v1 · First try")
    expect(page).to_have_url(re.compile(r"\?version=[\w-]+$"))
    page.reload()
    expect(choice.locator("option:checked")).to_have_text("v1 · First try")
    choice.select_option("v2 · Sees more")
    expect(choice.locator("option:checked")).to_have_text("v2 · Sees more")


def _try_pictures(page):
    page.evaluate(WATCH)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    two_cars = upload("street-two-cars.jpg", sample("street-two-cars.jpg"))
    chooser.value.set_files([two_cars, *variants(7, "main")])
    expect(page).to_have_url(re.compile(r"[?&]run=[\w-]+"))
    read = page.get_by_test_id("output-recognizer")
    for plate in expected("street-two-cars.jpg"):
        expect(read).to_contain_text(plate)
    expect(page.get_by_test_id("node-state-recognizer")).to_have_attribute(
        "data-status", "succeeded"
    )
    seen = page.evaluate("window.seen")
    assert seen["first output"] < seen["last done"], seen
