"""The draft is saved as one works, is never lost silently, and may be broken until it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene

pytestmark = pytest.mark.e2e


def _operators(author, workflow):
    draft = author.get(f"{workflow}/draft").json()
    return [each["operator"] for each in draft["graph"]["nodes"]]


def test_the_draft_survives_a_reload(page, author):
    canvas = Canvas(page).open(author.new_workflow("Kept"))
    canvas.drop("visual-detector", 560, 120)
    canvas.connect("IN.image", "detector.image")
    canvas.select("detector")
    canvas.set("Least score", "0.55")
    canvas.wait_until_saved()
    place = canvas.place("detector")
    page.reload()
    expect(canvas.wire("IN.image", "detector.image")).to_be_attached()
    canvas.select("detector")
    expect(canvas.setting("Least score")).to_have_value("0.55")
    assert canvas.place("detector") == place


@pytest.fixture
def rivals(author, open_page, complaints):
    """Two windows on one draft; the first has saved a change that the second has not seen."""
    workflow = author.new_workflow("Shared")
    first, second = (Canvas(open_page()).open(workflow) for _ in range(2))
    first.drop("visual-detector", 560, 120)
    expect(first.node("detector")).to_be_visible()
    first.wait_until_saved()
    complaints.expect_status(412)
    second.drop("image-crop", 560, 120)
    dialog = second.page.get_by_role("dialog", name="This draft was changed elsewhere")
    expect(dialog).to_be_visible()
    assert _operators(author, workflow) == ["visual-detector"], "nothing is overwritten silently"
    return workflow, second, dialog


def test_a_stale_window_may_load_the_others_draft(rivals, author):
    workflow, canvas, dialog = rivals
    dialog.get_by_role("button", name="Load theirs").click()
    expect(dialog).to_be_hidden()
    expect(canvas.node("detector")).to_be_visible()
    expect(canvas.node("crop")).to_have_count(0)
    canvas.wait_until_saved()
    assert _operators(author, workflow) == ["visual-detector"]


def test_a_stale_window_may_keep_its_own_draft(rivals, author):
    workflow, canvas, dialog = rivals
    dialog.get_by_role("button", name="Keep mine").click()
    expect(dialog).to_be_hidden()
    canvas.wait_until_saved()
    assert _operators(author, workflow) == ["image-crop"]


def test_a_broken_draft_is_kept_and_its_save_refused_with_the_problems(page, author):
    graph = scene(node("offset", "region-offset"), node("crop", "image-crop", image="IN.image"))
    workflow = author.new_workflow("Unfinished", **graph)
    canvas = Canvas(page).open(workflow)
    problems = page.get_by_test_id("problems")
    expect(problems).to_have_text("2 problems")
    page.get_by_test_id("saveVersion").click()
    expect(canvas.notice).to_contain_text("Not saved: the graph has 2 problems.")
    expect(page.get_by_role("dialog", name="Save")).to_have_count(0)
    problems.click()
    listed = page.get_by_role("dialog").get_by_role("list", name="Problems")
    expect(listed.get_by_role("listitem")).to_have_count(2)
    listed.get_by_role("button").filter(has_text="crop").click()
    expect(canvas.node("crop")).to_be_in_viewport()
    page.reload()
    expect(problems).to_have_text("2 problems")
    assert author.get(workflow).json()["versions"] == []
    assert _operators(author, workflow) == ["region-offset", "image-crop"]


def test_leaving_is_questioned_only_while_something_is_unsaved(page, author, complaints):
    canvas = Canvas(page).open(author.new_workflow("Guarded"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    canvas.drop("image-crop", 560, 120)
    canvas.wait_until_saved()
    page.reload()
    expect(canvas.node("crop")).to_be_visible()
    assert asked == []
    complaints.expect_status(503)
    page.route("**/draft", lambda route: route.fulfill(status=503, json={}))
    canvas.drop("image-crop", 560, 320)
    expect(page.get_by_test_id("save-state")).to_contain_text("Not saved")
    page.unroute("**/draft")
    page.reload()
    expect(canvas.node("crop")).to_be_visible()
    assert asked == ["beforeunload"]
