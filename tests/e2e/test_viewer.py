"""The viewer below the canvas: look closer, compare, follow one crop, take it along."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.test_running import CROP, FIND, KEEP, READ, open_canvas, run_all, viewer

pytestmark = pytest.mark.e2e
CHAIN = (FIND, KEEP, CROP, READ)


def choose_sample(page, canvas, title):
    canvas.node("IN").locator(".node-title").click()
    viewer(page).get_by_role("button", name=title).click()
    expect(canvas.node("IN").get_by_role("img", name=title)).to_be_visible()


@pytest.fixture
def canvas(page, author):
    """Two cars were read; each has its own crop."""
    canvas = open_canvas(page, author, "Viewer", *CHAIN)
    choose_sample(page, canvas, "Two cars in town")
    run_all(page)
    return canvas


def scale(page):
    return float(page.get_by_test_id("zoom-picture").get_attribute("data-scale"))


def test_a_picture_zooms_by_wheel_keys_and_buttons(page, canvas):
    canvas.select("find")
    picture = page.get_by_test_id("zoom-picture")
    expect(picture).to_have_attribute("data-scale", "1.00")
    picture.hover()
    page.mouse.wheel(0, -400)
    expect(picture).to_have_attribute("data-zoomed", "true")
    near = scale(page)
    picture.focus()
    page.keyboard.press("+")
    assert scale(page) > near
    line = picture.locator(".region-mark .line").first
    width = line.evaluate("(mark) => getComputedStyle(mark).strokeWidth")
    before = line.bounding_box()
    page.keyboard.press("ArrowRight")
    assert line.bounding_box()["x"] < before["x"]
    assert width == "2px", "what is drawn keeps its size"
    page.keyboard.press("0")
    expect(picture).to_have_attribute("data-zoomed", "false")
    viewer(page).get_by_role("button", name="Zoom in").click()
    expect(picture).to_have_attribute("data-zoomed", "true")
    viewer(page).get_by_role("button", name="Fit").click()
    expect(picture).to_have_attribute("data-scale", "1.00")


def test_a_box_lights_up_its_row_and_a_row_its_box(page, canvas):
    canvas.select("find")
    rows = viewer(page).locator(".region-table tbody tr")
    marks = viewer(page).locator(".region-mark")
    rows.nth(1).hover()
    expect(marks.nth(1)).to_have_class("region-mark active")
    expect(marks.nth(0)).to_have_class("region-mark dim")
    marks.nth(0).locator(".line").hover(force=True)
    expect(rows.nth(0)).to_have_class("active")


def test_thresholds_act_at_once_without_a_run(page, canvas):
    canvas.select("find")
    before = viewer(page).locator(".region-mark").count()
    assert before > 1
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else 0)
    viewer(page).get_by_role("slider", name="Least score shown").fill("1")
    expect(viewer(page).locator(".region-mark")).to_have_count(0)
    expect(viewer(page)).to_contain_text(f"0 of {before} shown")
    assert asked == []


def test_one_crop_is_followed_through_the_graph(page, canvas):
    canvas.select("crop")
    strip = page.get_by_test_id("filmstrip")
    films = strip.get_by_role("radio")
    total = films.count() - 1
    assert total > 1
    films.nth(2).click()
    expect(films.nth(2)).to_have_attribute("aria-checked", "true")
    expect(viewer(page).get_by_test_id("zoom-picture")).to_have_count(1)

    canvas.select("read")
    expect(strip.get_by_role("radio").nth(2)).to_have_attribute("aria-checked", "true")
    followed = viewer(page).locator(".text-full").inner_text()
    expect(canvas.node("read").locator(".node-preview")).to_contain_text(followed.split("\n")[0])

    canvas.select("find")
    expect(viewer(page)).to_contain_text("Following number 2 of crop")
    expect(viewer(page).locator(".region-mark.active")).to_have_count(1)
    viewer(page).get_by_role("button", name="Show all").click()
    expect(viewer(page).locator(".region-mark.active")).to_have_count(0)

    canvas.select("crop")
    films.first.focus()
    page.keyboard.press("ArrowRight")
    expect(films.nth(1)).to_have_attribute("aria-checked", "true")
    expect(films.nth(1)).to_be_focused()


def test_two_nodes_stand_side_by_side(page, canvas):
    canvas.select("find")
    canvas.node("read").locator(".node-title").click(modifiers=["Shift"])
    for name in ("find", "read"):
        expect(page.get_by_test_id(f"viewer-{name}")).to_be_visible()
    left, right = (
        page.get_by_test_id(f"viewer-{name}").bounding_box() for name in ("find", "read")
    )
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2


def test_the_drawn_picture_is_saved_with_its_boxes(page, canvas):
    canvas.select("find")
    with page.expect_download() as saved:
        viewer(page).get_by_role("button", name="Download the drawn picture").click()
    drawn = Image.open(saved.value.path())
    assert (saved.value.suggested_filename, drawn.format) == ("drawn.png", "PNG")
    source = canvas.page.evaluate(
        "() => document.querySelector('[data-testid=zoom-picture] img').naturalWidth"
    )
    assert drawn.width >= source
    viewer(page).get_by_role("slider", name="Least score shown").fill("1")
    with page.expect_download() as bare:
        viewer(page).get_by_role("button", name="Download the drawn picture").click()
    plain = Image.open(BytesIO(bare.value.path().read_bytes()))
    assert plain.tobytes() != drawn.tobytes()


def test_json_is_folded_copied_and_saved(open_page, author):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    canvas = open_canvas(page, author, "As JSON", FIND)
    run_all(page, "find")
    canvas.select("find")
    viewer(page).get_by_role("tab", name="JSON").click()
    viewer(page).get_by_title("Copy path $[0].regions", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()") == "$[0].regions"
    with page.expect_download() as saved:
        viewer(page).get_by_role("button", name="Download JSON").click()
    found = json.loads(saved.value.path().read_text())
    assert found[0]["regions"]["kind"] == "regions"


def test_the_viewer_keeps_its_place_when_results_arrive(page, canvas):
    before = canvas.node("read").bounding_box()
    canvas.select("read")
    page.keyboard.press("Control+Enter")
    expect(viewer(page)).to_contain_text("4 cached")
    assert canvas.node("read").bounding_box() == before
