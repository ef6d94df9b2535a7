"""What may be drawn, what is refused and why, and how a change is taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, centre, node, scene

pytestmark = pytest.mark.e2e

MOST_NODES = 20


@pytest.fixture
def draw(page, author):
    """Opens the editor on a draft made through the API."""

    def open_draft(*nodes, **options):
        return Canvas(page).open(author.new_workflow("Wires", **scene(*nodes, **options)))

    return open_draft


def test_a_wire_of_the_wrong_type_is_refused_with_the_reason(draw):
    canvas = draw(node("offset", "region-offset"))
    reason = "Region offset needs regions here; IN gives an image."
    canvas.hold(centre(canvas.output("IN.image")), centre(canvas.input("offset.regions")))
    expect(canvas.page.locator(".wire-says[data-fits=false]")).to_contain_text(reason)
    canvas.page.mouse.up()
    expect(canvas.notice).to_contain_text(reason)
    expect(canvas.wires()).to_have_count(0)


def test_a_loop_is_refused_with_the_reason(draw):
    canvas = draw(
        node("first", "region-offset"), node("second", "region-offset", regions="first.regions")
    )
    canvas.pull_wire("second.regions", "first.regions")
    expect(canvas.notice).to_contain_text("This would make a loop")
    expect(canvas.wires()).to_have_count(1)


def test_one_node_too_many_is_refused_with_the_reason(draw):
    full = [node(f"offset-{number}", "region-offset") for number in range(MOST_NODES)]
    canvas = draw(*full, columns=5)
    expect(canvas.nodes()).to_have_count(MOST_NODES)
    canvas.drop("image-crop", 300, 300)
    expect(canvas.notice).to_contain_text(
        "A workflow holds 20 nodes at most; this one has 20. Remove a node first."
    )
    expect(canvas.nodes()).to_have_count(MOST_NODES)


def test_a_second_wire_into_an_input_takes_the_firsts_place(draw):
    canvas = draw(
        node("one", "visual-detector", "plates", image="IN.image"),
        node("two", "visual-detector", "plates", image="IN.image"),
        node("offset", "region-offset", regions="one.regions"),
    )
    canvas.connect("two.regions", "offset.regions")
    expect(canvas.wire("one.regions", "offset.regions")).to_have_count(0)


def test_a_drag_is_undone_and_redone_as_one_step(draw):
    canvas = draw(node("offset", "region-offset"))
    undo, redo = (canvas.page.get_by_test_id(name) for name in ("undo", "redo"))
    before = canvas.place("offset")
    expect(undo).to_be_disabled()
    canvas.move("offset", 90, 120)
    after = canvas.place("offset")
    assert after != before
    undo.click()
    assert canvas.place("offset") == before
    expect(undo).to_be_disabled()
    redo.click()
    assert canvas.place("offset") == after
    expect(redo).to_be_disabled()


def test_a_wire_let_go_on_the_empty_canvas_offers_the_nodes_that_fit(draw):
    canvas = draw(node("offset", "region-offset"))
    page = canvas.page
    x, y = centre(canvas.output("IN.image"))
    canvas.drag((x, y), (x + 40, y + 220))
    picker = page.get_by_test_id("node-picker")
    expect(picker.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_test_id("pick-visual-detector")).to_be_visible()
    expect(page.get_by_test_id("pick-prompter")).to_have_count(0)
    page.get_by_test_id("pick-visual-detector").click()
    expect(picker).to_be_hidden()
    expect(canvas.node("detector")).to_be_visible()
    expect(canvas.wire("IN.image", "detector.image")).to_be_attached()


def test_a_deleted_node_takes_its_wires_along_and_undo_brings_all_back(draw):
    canvas = draw(
        node("detector", "visual-detector", "plates", image="IN.image"),
        node("offset", "region-offset", regions="detector.regions"),
    )
    canvas.select("detector")
    canvas.page.keyboard.press("Delete")
    expect(canvas.node("detector")).to_have_count(0)
    expect(canvas.wires()).to_have_count(0)
    canvas.page.keyboard.press("Control+z")
    expect(canvas.node("detector")).to_be_visible()
    expect(canvas.wires()).to_have_count(2)
