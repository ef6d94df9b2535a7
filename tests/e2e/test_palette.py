"""Ctrl+K: every command, every node to add, every node to go to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene

pytestmark = pytest.mark.e2e


@pytest.fixture
def canvas(page, author):
    far = scene(
        node("detector", "visual-detector", "plates", image="IN.image"),
        node("offset", "region-offset", regions="detector.regions"),
    )
    far["layout"]["nodes"]["offset"] = {"x": 4000, "y": 3000, "label": "Grow the box"}
    return Canvas(page).open(author.new_workflow("Commanded", **far))


@pytest.fixture
def palette(canvas):
    canvas.page.keyboard.press("Control+k")
    found = canvas.page.get_by_test_id("command-palette")
    expect(found.get_by_role("combobox")).to_be_focused()
    return found


def test_a_command_is_found_by_its_words_and_done(canvas, palette):
    canvas.page.keyboard.type("arrange")
    expect(palette.get_by_role("option").first).to_contain_text("Arrange nodes")
    before = canvas.place("offset")
    canvas.page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(canvas.page.get_by_test_id("undo")).to_be_enabled()
    assert canvas.place("offset") != before


def test_a_node_is_added_from_it(canvas, palette):
    canvas.page.keyboard.type("image crop")
    expect(palette.get_by_role("option").first).to_contain_text("Add")
    canvas.page.keyboard.press("Enter")
    expect(canvas.node("crop")).to_be_visible()


def test_what_cannot_be_done_now_is_not_offered(palette):
    palette.get_by_role("combobox").fill("redo")
    expect(palette.get_by_role("option")).to_have_count(0)
    expect(palette).to_contain_text("Nothing matches “redo”.")


def test_arrows_walk_and_escape_leaves(canvas, palette):
    first, second = (palette.get_by_role("option").nth(index) for index in range(2))
    expect(first).to_have_attribute("aria-selected", "true")
    canvas.page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    canvas.page.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_a_command_that_opens_a_dialog_opens_it(canvas, palette):
    canvas.page.keyboard.type("show keys")
    canvas.page.keyboard.press("Enter")
    expect(canvas.page.get_by_role("dialog", name="Keys and gestures")).to_be_visible()


def test_a_node_far_away_is_found_by_its_label(canvas):
    canvas.page.keyboard.press("Shift+Digit0")
    expect(canvas.node("offset")).not_to_be_in_viewport()
    canvas.page.keyboard.press("Control+f")
    palette = canvas.page.get_by_test_id("command-palette")
    expect(palette.get_by_role("option")).to_have_count(2)
    canvas.page.keyboard.type("grow")
    canvas.page.keyboard.press("Enter")
    expect(canvas.node("offset")).to_be_in_viewport()
    expect(canvas.page.locator('.react-flow__node[data-id="offset"]')).to_be_focused()
