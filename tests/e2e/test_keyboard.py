"""A workflow built, connected, saved and run by keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas

pytestmark = pytest.mark.e2e

MOST_TABS = 80


def _tab_to(page, target, key="Tab"):
    """Press Tab until the target has the focus, as someone without a mouse does."""
    for _ in range(MOST_TABS):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{MOST_TABS} presses of {key} did not reach {target}")


def test_a_workflow_is_built_saved_and_run_without_a_pointer(page, author):
    canvas = Canvas(page).open(author.new_workflow("By keys"))
    page.evaluate("addEventListener('pointerdown', () => { window.pointed = true; }, true)")
    keys = page.keyboard

    keys.press("/")
    expect(page.get_by_role("searchbox", name="Search nodes")).to_be_focused()
    keys.type("character")
    keys.press("Enter")
    expect(canvas.node("recognizer")).to_be_visible()

    _tab_to(page, canvas.output("IN.image"))
    keys.press("Enter")
    expect(canvas.output("IN.image")).to_have_attribute("aria-pressed", "true")
    _tab_to(page, canvas.input("recognizer.image"))
    keys.press("Enter")
    expect(canvas.wire("IN.image", "recognizer.image")).to_be_attached()
    canvas.wait_until_saved()

    keys.press("Control+s")
    dialog = page.get_by_role("dialog", name="Save")
    expect(dialog.get_by_label("Name (optional)")).to_be_focused()
    keys.type("Typed")
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Draft of v1")).to_be_visible()

    keys.press("Control+Enter")
    state = page.get_by_test_id("node-state-recognizer")
    expect(state).to_have_attribute("data-status", "succeeded", timeout=30_000)
    expect(page.get_by_test_id("dock")).to_contain_text(re.compile("KT52 ?LMR"))
    assert page.evaluate("window.pointed") is None
