"""Two versions side by side: as one graph, and on the same input."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene
from tests.e2e.pictures import variants

pytestmark = pytest.mark.e2e

DETECT = node("detector", "visual-detector", "plates", {"min_value": 0.55}, image="IN.image")
WIDEN = node("offset", "region-offset", params={"width": 4}, regions="detector.regions")
CROP = node("crop", "image-crop", image="IN.image", regions="offset.regions")
SEES_MORE = {**DETECT, "params": {"min_value": 0.3}}
STRAIGHT = node("crop", "image-crop", image="IN.image", regions="detector.regions")
DRAW = node("draw", "draw-regions", image="IN.image", regions="detector.regions")


def _save(author, workflow, name, *nodes):
    made = author.post(f"{workflow}/versions", {**scene(*nodes), "name": name})
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture
def versions(author):
    """A workflow with two versions: a node more, a node less, a score and a wire changed."""
    workflow = author.new_workflow("Compared")
    first = _save(author, workflow, "First", DETECT, WIDEN, CROP)
    second = _save(author, workflow, "Second", SEES_MORE, STRAIGHT, DRAW)
    return workflow, first, second


def _sign(page, what):
    return page.get_by_test_id(f"mark-{what}")


def test_two_versions_are_seen_as_one_graph_with_signs(page, versions):
    workflow, first, second = versions
    page.goto(f"{workflow}/compare?from={first}&to={second}")
    expect(page.get_by_role("heading", name="Compare versions")).to_be_visible()
    for name, sign in {
        "detector": "changed", "offset": "removed", "crop": "changed", "draw": "added",
        "IN": "same",
    }.items():  # fmt: skip
        expect(_sign(page, name)).to_have_attribute("data-sign", sign)
    expect(_sign(page, "draw").locator(".sign")).to_contain_text("+added")
    expect(_sign(page, "offset.regions>crop.regions")).to_have_attribute("data-sign", "removed")
    expect(_sign(page, "detector.regions>crop.regions")).to_have_attribute("data-sign", "added")
    expect(page.get_by_text("+1 node, -1 node, 1 parameter, 1 wire")).to_be_visible()


def test_changes_are_stepped_by_key_and_told_field_by_field(page, versions):
    workflow, first, second = versions
    page.goto(f"{workflow}/compare?from={first}&to={second}")
    details = page.get_by_test_id("details")
    expect(page.get_by_test_id("change-detector")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_test_id("change-detector")).to_have_attribute("aria-current", "true")
    expect(details.get_by_role("row").last).to_have_text(re.compile("least score.*0.55.*0.3"))
    expect(page.locator('.react-flow__node.selected[data-id="detector"]')).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_test_id("change-offset")).to_have_attribute("aria-current", "true")
    expect(details).to_contain_text("Not in v2 any more.")
    expect(page).to_have_url(re.compile("change=offset"))
    page.reload()
    expect(page.get_by_test_id("change-offset")).to_have_attribute("aria-current", "true")
    _sign(page, "crop").locator(".node-title").click()
    expect(details.get_by_role("row").last).to_have_text(
        re.compile("wire into regions.*offset.regions.*detector.regions")
    )


def test_a_moved_node_is_no_change(page, author):
    workflow = author.new_workflow("Moved")
    first = _save(author, workflow, "Here", DETECT)
    moved = scene(DETECT)
    moved["layout"]["nodes"]["detector"] = {"x": 700, "y": 300}
    second = author.post(f"{workflow}/versions", moved).json()["id"]
    page.goto(f"{workflow}/compare?from={first}&to={second}")
    expect(page.get_by_text("The graphs are the same.")).to_be_visible()
    expect(_sign(page, "detector")).to_have_attribute("data-sign", "same")


def test_the_draft_can_be_a_side_and_the_editors_link_leads_here(page, versions):
    workflow, first, _ = versions
    canvas = Canvas(page).open(workflow)
    canvas.select("detector")
    canvas.set("Least score", "0.70")
    canvas.wait_until_saved()
    page.goto(f"{workflow}/edit?compare=v2..draft")
    expect(page).to_have_url(re.compile(r"/compare\?from=v2&to=draft$"))
    expect(page.get_by_label("Before")).to_contain_text("v2 · Second")
    expect(page.get_by_label("After").locator("option:checked")).to_have_text("Draft")
    expect(page.get_by_test_id("change-detector")).to_contain_text("least score")
    expect(page.get_by_test_id("change-draw")).to_have_count(0)
    page.get_by_label("Before").select_option("v1 · First")
    expect(page).to_have_url(re.compile(f"from={first}&to=draft"))
    expect(_sign(page, "draw")).to_have_attribute("data-sign", "added")


@pytest.fixture
def both_ran(page, versions):
    """Both versions run on the picture of two cars, from the page."""
    workflow, first, second = versions
    page.goto(f"{workflow}/compare?from={first}&to={second}")
    page.get_by_label("Run on sample Two cars").click()
    expect(page).to_have_url(re.compile("left=.*&right="))
    expect(page.get_by_test_id("outcome-draw")).to_be_visible()
    expect(page.locator("[data-verdict=waiting]")).to_have_count(0)
    return page


def test_both_versions_run_on_the_same_input_and_differing_nodes_are_flagged(both_ran):
    page = both_ran
    verdicts = {"detector": "differs", "crop": "differs", "draw": "one", "offset": "one"}
    for name, verdict in verdicts.items():
        outcome = page.get_by_test_id(f"outcome-{name}")
        expect(outcome).to_have_attribute("data-verdict", verdict)
    expect(page.get_by_test_id("differing")).to_have_text("2 of 4 nodes differ")
    detector = page.get_by_test_id("outcome-detector")
    expect(detector.locator("dl")).to_contain_text(re.compile(r"regions2 → 3\s*\+1"))
    expect(detector.locator("dl")).to_contain_text(re.compile(r"mean score0\.\d+ → 0\.\d+"))
    expect(page.get_by_test_id("before-detector").get_by_role("img")).to_be_visible()
    expect(page.get_by_test_id("after-detector").get_by_role("img")).to_be_visible()
    expect(page.get_by_test_id("outcome-offset")).to_contain_text("Not in v2.")


def test_the_comparison_of_two_runs_survives_a_reload(both_ran):
    page = both_ran
    page.reload()
    expect(page.get_by_test_id("differing")).to_have_text("2 of 4 nodes differ")


def test_pictures_are_swiped_by_key(both_ran):
    page = both_ran
    page.get_by_label("Swipe pictures").check()
    detector = page.get_by_test_id("outcome-detector")
    divider = detector.get_by_role("slider", name="Divider between v1 and v2")
    divider.focus()
    box = detector.locator(".swipe-frame").bounding_box()
    assert box["width"] > 300
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(divider).to_have_value("40")
    expect(detector.locator(".swipe-over")).to_have_css("clip-path", "inset(0px 0px 0px 40%)")
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    expect(divider).to_have_value("80")


def test_an_own_file_runs_on_both(page, versions):
    workflow, first, second = versions
    page.goto(f"{workflow}/compare?from={first}&to={second}")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files(variants(2, "both"))
    expect(
        page.get_by_role("group", name="Inputs of this run").get_by_role("button")
    ).to_have_count(2)
    expect(page.locator("[data-verdict=waiting]")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Show input 2")).click()
    expect(page.get_by_test_id("after-detector").get_by_role("img")).to_be_visible()
