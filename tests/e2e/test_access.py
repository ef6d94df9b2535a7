"""For everyone: scenes beyond the bare pages pass axe, and the canvas says aloud how a run goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.clients import sample
from tests.e2e.canvas import DEMO, Canvas, node, scene
from tests.e2e.pictures import upload, variants
from tests.e2e.test_failing import GRAPH as FAILING
from tests.e2e.test_pages import SIZES, violations

pytestmark = pytest.mark.e2e

PLATES = f"{DEMO}/read-licence-plates"
DETECT = node("detector", "visual-detector", "plates", image="IN.image")
WIDEN = node("offset", "region-offset", regions="detector.regions")
COLOURS = pytest.mark.parametrize("colours", ["light", "dark"])


def expect_no_fault(page):
    found = violations(page)
    assert not found, "\n".join(found)


def annotated(author):
    """A graph with a note and a group round its nodes, never run."""
    made = scene(DETECT, WIDEN)
    made["layout"] |= {
        "notes": [{"id": "1", "x": 0, "y": 260, "width": 200, "height": 90, "text": "By night"}],
        "groups": [
            {"id": "1", "x": 240, "y": -60, "width": 540, "height": 280, "title": "Find plates"}
        ],
    }
    return author.new_workflow("Annotated for all", **made)


@COLOURS
def test_a_canvas_with_results_notes_and_a_selection(open_page, author, colours):
    page = open_page(color_scheme=colours)
    canvas = Canvas(page).open(annotated(author))
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    page.keyboard.press("Control+Enter")
    state = page.get_by_test_id("node-state-offset")
    expect(state).to_have_attribute("data-status", "succeeded")
    canvas.node("detector").locator(".node-title").click()
    expect(page.get_by_role("button", name="Pin output")).to_be_visible()
    expect_no_fault(page)


@COLOURS
def test_a_canvas_on_which_a_run_failed(open_page, author, colours):
    page = open_page(color_scheme=colours)
    Canvas(page).open(author.new_workflow("Fails for all", graph=FAILING))
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    page.keyboard.press("Control+Enter")
    state = page.get_by_test_id("node-state-crop")
    expect(state).to_have_attribute("data-status", "skipped")
    expect_no_fault(page)


@COLOURS
@pytest.mark.parametrize(
    ("key", "name"), [("Control+k", "Commands"), ("?", "Keys and gestures"), ("Control+s", "Save")]
)
def test_what_opens_over_the_canvas(open_page, author, key, name, colours):
    page = open_page(color_scheme=colours)
    Canvas(page).open(annotated(author))
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    expect_no_fault(page)


@COLOURS
@pytest.mark.parametrize("panel", ["nodes", "versions", "runs", "outline"])
def test_a_panel_on_the_phone(open_page, panel, colours):
    page = open_page(viewport=SIZES["phone"], color_scheme=colours)
    Canvas(page).open(PLATES)
    page.get_by_test_id(f"rail-{panel}").click()
    expect(page.locator(".editor-left .panel")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect_no_fault(page)


@COLOURS
def test_a_batch_in_its_grid(open_page, colours):
    page = open_page(color_scheme=colours)
    page.goto(PLATES)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    damaged = upload("damaged.jpg", sample("street-one-car.jpg")[:900])
    chooser.value.set_files([damaged, *variants(2, f"axe {colours}")])
    done = page.get_by_test_id("output-read").get_by_test_id("node-state-read-output")
    expect(done).to_have_attribute("data-status", "succeeded")
    expect_no_fault(page)


def test_the_canvas_says_that_a_run_began_and_how_it_ended(page, author):
    said = page.get_by_test_id("run-said")
    Canvas(page).open(author.new_workflow("Said", graph=FAILING))
    expect(said).to_have_text("")
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(said).to_contain_text("1 failed, 1 skipped. Nearest region failed: To measure")
    expect(said).to_have_attribute("role", "status")


def test_nothing_moves_by_itself_for_those_who_asked_for_stillness(page):
    """The test pages ask for it; what would move on another screen stands still here."""
    Canvas(page).open(PLATES)
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("node-state-read")).to_have_attribute("data-status", "succeeded")
    moving = page.evaluate(
        "document.getAnimations().filter((each) => each.playState === 'running'"
        " && each.effect.getComputedTiming().duration > 1).length"
    )
    assert moving == 0
