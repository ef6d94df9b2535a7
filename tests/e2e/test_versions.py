"""The list of versions: named, noted, previewed, published, restored without losing the draft."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene

pytestmark = pytest.mark.e2e

DETECT = node("detector", "visual-detector", "plates", {"min_value": 0.55}, image="IN.image")
SEES_MORE = {**DETECT, "params": {"min_value": 0.3}}


@pytest.fixture
def canvas(page, author):
    """The editor on a workflow with two versions, its list of versions open."""
    workflow = author.new_workflow("Has versions")
    for name, each in (("First", DETECT), ("Second", SEES_MORE)):
        body = {**scene(each), "name": name, "note": f"The {name.lower()} one."}
        assert author.post(f"{workflow}/versions", body).status_code == 201
    canvas = Canvas(page).open(workflow)
    canvas.workflow = workflow
    page.get_by_test_id("rail-versions").click()
    expect(page.get_by_test_id("version-2")).to_be_visible()
    return canvas


def _row(page, number):
    return page.locator(".version-item").filter(has=page.get_by_test_id(f"version-{number}"))


def _choose(page, number, item):
    page.get_by_role("button", name=f"What to do with v{number}").click()
    page.get_by_role("menuitem", name=item).click()


def test_a_version_says_what_it_is(canvas, author):
    row = _row(canvas.page, 2)
    for words in ("Second", "The second one.", "1 parameter", "local", "published", "base"):
        expect(row).to_contain_text(words)
    expect(row.locator("svg.graph-thumbnail")).to_be_visible()
    expect(_row(canvas.page, 1)).not_to_contain_text("published")


def test_name_and_note_are_edited_in_place(canvas):
    page = canvas.page
    _choose(page, 1, "Edit name and note")
    form = page.get_by_role("form", name="Name and note of v1")
    form.get_by_label("Name").fill("The careful one")
    form.get_by_label("Note").fill("Misses nothing that is sure.")
    form.get_by_role("button", name="Save words").click()
    expect(form).to_be_hidden()
    page.reload()
    expect(_row(page, 1)).to_contain_text("The careful one")
    expect(_row(page, 1)).to_contain_text("Misses nothing that is sure.")


def test_another_version_is_published(canvas, author):
    page = canvas.page
    _choose(page, 1, "Publish version")
    expect(_row(page, 1)).to_contain_text("published")
    expect(_row(page, 2)).not_to_contain_text("published")
    assert author.get(canvas.workflow).json()["published_version"]["number"] == 1


def test_a_version_is_seen_in_place_and_by_its_link(canvas):
    page = canvas.page
    page.get_by_test_id("version-1").click()
    expect(page.get_by_role("status").filter(has_text="read only")).to_contain_text("v1 First")
    expect(page).to_have_url(re.compile(r"\?version=[0-9a-f]{32}$"))
    page.reload()
    expect(page.get_by_role("status").filter(has_text="read only")).to_contain_text("v1 First")
    page.get_by_role("button", name="Back to draft").click()
    expect(page).to_have_url(re.compile("/edit$"))
    page.goto(f"{canvas.workflow}/edit?version=v2")
    expect(page.get_by_role("status").filter(has_text="read only")).to_contain_text("v2 Second")


def test_restoring_keeps_an_unsaved_draft_as_a_version(canvas, author):
    page = canvas.page
    canvas.select("detector")
    canvas.set("Least score", "0.80")
    _choose(page, 1, "Restore as draft")
    expect(canvas.notice).to_contain_text("The draft is now v1.")
    expect(canvas.notice).to_contain_text("kept first, as v3 Before restoring v1")
    expect(_row(page, 3)).to_contain_text("Before restoring v1")
    expect(_row(page, 2)).to_contain_text("published")
    canvas.select("detector")
    expect(canvas.setting("Least score")).to_have_value("0.55")
    page.reload()
    expect(page.get_by_text("Draft of v1")).to_be_visible()
    kept = author.get(f"{canvas.workflow}/versions").json()["versions"][0]
    assert kept["thumbnail"]["graph"]["nodes"][0]["params"] == {"min_value": 0.8}


def test_restoring_sets_a_broken_draft_aside_from_where_it_comes_back(canvas):
    page = canvas.page
    page.get_by_test_id("rail-nodes").click()
    canvas.drop("region-offset", 560, 420)
    expect(page.get_by_test_id("problems")).to_have_text("1 problem")
    page.get_by_test_id("rail-versions").click()
    page.get_by_test_id("version-1").click()
    page.get_by_role("button", name="Restore as draft").click()
    expect(canvas.notice).to_contain_text("it was set aside")
    expect(canvas.node("offset")).to_have_count(0)
    aside = page.get_by_role("list", name="Drafts set aside")
    expect(aside).to_contain_text("Before restoring v1")
    aside.get_by_role("button", name="Restore draft").click()
    expect(canvas.node("offset")).to_be_visible()
    expect(page.get_by_test_id("problems")).to_have_text("1 problem")
    aside.get_by_role("button", name="Delete draft").click()
    expect(aside).to_have_count(0)


def test_a_version_is_compared_from_its_menu(canvas):
    page = canvas.page
    _choose(page, 2, "Compare with v1")
    expect(page.get_by_role("heading", name="Compare versions")).to_be_visible()
    expect(page.get_by_test_id("change-detector")).to_contain_text("least score")
