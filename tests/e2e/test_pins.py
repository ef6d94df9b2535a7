"""Pinned outputs: kept, edited by hand, seen everywhere, and never part of a version."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.test_running import CROP, FIND, KEEP, READ, chip, open_canvas, run_all, status

pytestmark = pytest.mark.e2e


def test_a_pinned_output_is_taken_and_nothing_before_it_runs(page, author):
    canvas = open_canvas(page, author, "Pins", FIND, KEEP, CROP, READ)
    run_all(page)
    canvas.select("crop")
    page.keyboard.press("p")
    expect(chip(page, "crop")).to_have_text("pinned")
    expect(page.get_by_test_id("pin-count")).to_have_text("1 pinned")
    expect(chip(page, "read")).not_to_have_text("stale")

    canvas.select("read")
    page.keyboard.press("Control+Enter")
    expect(chip(page, "find")).to_have_text("not run")
    expect(chip(page, "keep")).to_have_text("not run")
    status(page, "read", "succeeded")
    expect(page.get_by_test_id("dock")).to_contain_text("1 pinned")

    page.reload()
    expect(chip(page, "crop")).to_have_text("pinned")
    page.get_by_test_id("pin-count").click()
    page.keyboard.press("p")
    expect(page.get_by_test_id("pin-count")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(chip(page, "find")).to_have_text("cached")


def test_a_mock_is_held_against_the_port_and_makes_what_follows_stale(page, author, complaints):
    complaints.expect_status(422)
    canvas = open_canvas(page, author, "Mocks", FIND, KEEP, CROP)
    run_all(page, "crop")
    canvas.select("keep")
    canvas.inspector.get_by_role("button", name="Pin output").click()
    canvas.inspector.get_by_role("button", name="Edit output").click()
    dialog = page.get_by_role("dialog")
    text = dialog.get_by_label("Pinned output")
    mock = {"regions": {"kind": "regions", "items": [{"id": "mine", "box": [0.2, 0.2, 0.6, 1.5]}]}}
    text.fill(json.dumps(mock))
    dialog.get_by_role("button", name="Save output").click()
    expect(dialog.get_by_role("alert")).to_contain_text(
        "$[0].regions.items[0].box[3] must be a number from 0 to 1"
    )
    mock["regions"]["items"][0]["box"][3] = 0.5
    text.fill(json.dumps(mock))
    dialog.get_by_role("button", name="Save output").click()
    expect(dialog).to_be_hidden()
    expect(canvas.inspector).to_contain_text("edited by hand")
    expect(chip(page, "crop")).to_have_text("stale")
    page.keyboard.press("Control+Enter")
    status(page, "crop", "succeeded")
    expect(chip(page, "crop")).to_contain_text("ms")
    expect(canvas.output("crop.images").locator("xpath=..")).to_contain_text("1")


def test_pins_are_no_part_of_a_version(page, author):
    canvas = open_canvas(page, author, "Versions know no pins", FIND, KEEP)
    run_all(page, "keep")
    canvas.select("find")
    page.keyboard.press("p")
    expect(chip(page, "find")).to_have_text("pinned")
    canvas.save_version("Plain")
    page.get_by_test_id("rail-versions").click()
    page.get_by_test_id("version-1").click()
    expect(chip(page, "find")).to_have_text("idle")
    expect(page.get_by_test_id("pin-count")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    status(page, "keep", "succeeded")
    expect(page.get_by_text("pinned")).to_have_count(0)
    page.get_by_role("button", name="Back to draft").click()
    expect(chip(page, "find")).to_have_text("pinned")


def test_there_must_be_something_to_pin(page, author):
    canvas = open_canvas(page, author, "Nothing yet", FIND)
    canvas.select("find")
    page.keyboard.press("p")
    expect(canvas.notice).to_contain_text("has no result to pin yet")
