"""Moving, selecting, copying, lining up: each one undo step, each by hand and by key."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, centre, node, scene

pytestmark = pytest.mark.e2e

CHAIN = (
    node("detector", "visual-detector", "plates", image="IN.image"),
    node("offset", "region-offset", regions="detector.regions"),
    node("crop", "image-crop", image="IN.image", regions="offset.regions"),
)


@pytest.fixture
def canvas(page, author):
    return Canvas(page).open(author.new_workflow("Editing", **scene(*CHAIN)))


def _frame(canvas, name):
    return canvas.page.locator(f'.react-flow__node[data-id="{name}"]')


def _select_together(canvas, *names):
    canvas.page.keyboard.press("Escape")
    canvas.page.keyboard.down("Control")
    for name in names:
        canvas.node(name).locator(".node-title").click()
    canvas.page.keyboard.up("Control")


def test_arrow_keys_move_a_node_and_undo_takes_it_back_and_it_is_saved(canvas, author):
    before = canvas.place("offset")
    _frame(canvas, "offset").focus()
    canvas.page.keyboard.press("Enter")
    for _ in range(4):
        canvas.page.keyboard.press("ArrowRight")
    after = canvas.place("offset")
    assert after[0] > before[0]
    canvas.wait_until_saved()
    canvas.page.keyboard.press("Control+z")
    expect(canvas.page.get_by_test_id("undo")).to_be_disabled()
    assert canvas.place("offset") == before
    canvas.page.keyboard.press("Control+Shift+z")
    assert canvas.place("offset") == after
    canvas.wait_until_saved()
    canvas.page.reload()
    expect(canvas.node("offset")).to_be_visible()
    assert canvas.place("offset") == after


def test_a_box_selects_what_it_touches_and_all_of_it_moves_together(canvas):
    left = canvas.node("detector").bounding_box()
    right = canvas.node("offset").bounding_box()
    page = canvas.page
    before = [canvas.place(name) for name in ("detector", "offset", "crop")]
    page.keyboard.down("Shift")
    canvas.drag(
        (left["x"] - 14, left["y"] - 20),
        (right["x"] + right["width"] / 2, right["y"] + right["height"] + 20),
    )
    page.keyboard.up("Shift")
    expect(canvas.inspector).to_contain_text("2 selected")
    canvas.move("detector", 60, 90)
    after = [canvas.place(name) for name in ("detector", "offset", "crop")]
    moved = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)]
    assert moved[0] == moved[1] != (0, 0)
    assert moved[2] == (0, 0)
    page.keyboard.press("Control+z")
    assert [canvas.place(name) for name in ("detector", "offset", "crop")] == before


def test_nodes_are_copied_to_another_workflow_as_text(canvas, author, page):
    _select_together(canvas, "detector", "offset")
    page.keyboard.press("Control+c")
    expect(canvas.notice).to_contain_text("Copied 2 nodes.")
    other = Canvas(page).open(author.new_workflow("Pasted into"))
    other.area.click(position={"x": 500, "y": 420})
    page.keyboard.press("Control+v")
    expect(other.nodes()).to_have_count(2)
    expect(other.wire("detector.regions", "offset.regions")).to_be_attached()
    expect(other.wire("IN.image", "detector.image")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(other.nodes()).to_have_count(0)


def test_what_is_copied_is_json(canvas, page):
    canvas.select("offset")
    page.evaluate(
        "document.addEventListener('copy', (event) => {"
        " window.copied = event.clipboardData.getData('text/plain'); })"
    )
    page.keyboard.press("Control+c")
    copied = json.loads(page.evaluate("window.copied"))
    assert [each["operator"] for each in copied["nodes"]] == ["region-offset"]


def test_cut_and_paste_in_place_of_drag(canvas, page):
    canvas.select("offset")
    page.keyboard.press("Control+x")
    expect(canvas.node("offset")).to_have_count(0)
    page.keyboard.press("Control+v")
    expect(canvas.node("offset")).to_be_visible()


def test_text_that_is_no_workflow_is_not_pasted(canvas, page):
    page.evaluate(
        "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData:"
        " (() => { const data = new DataTransfer(); data.setData('text/plain', 'hello');"
        " return data; })(), bubbles: true }))"
    )
    expect(canvas.notice).to_contain_text("The clipboard holds no nodes")


def test_a_duplicate_is_wired_like_its_original(canvas, page):
    canvas.select("offset")
    page.keyboard.press("Control+d")
    expect(canvas.wire("detector.regions", "offset-2.regions")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(canvas.node("offset-2")).to_have_count(0)


def test_nodes_are_lined_up_and_spread(canvas, page):
    canvas.move("offset", 17, 61)
    canvas.move("crop", 9, -43)
    _select_together(canvas, "detector", "offset", "crop")
    names = ("detector", "offset", "crop")
    page.get_by_test_id("alignTop").click()
    assert len({canvas.place(name)[1] for name in names}) == 1
    page.keyboard.press("Control+z")
    assert len({canvas.place(name)[1] for name in names}) == 3
    page.keyboard.press("Alt+w")
    assert len({canvas.place(name)[1] for name in names}) == 1
    page.get_by_test_id("alignAcross").click()
    one, two, three = (canvas.place(name)[0] for name in names)
    assert abs((two - one) - (three - two)) <= 1


def test_a_moved_node_snaps_to_its_neighbours_with_guides(canvas, page):
    canvas.move("offset", 40, 150)
    assert canvas.place("offset")[1] != canvas.place("detector")[1]
    x, y = centre(canvas.node("offset").locator(".node-title"))
    row = centre(canvas.node("detector").locator(".node-title"))[1]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 2)
    page.mouse.move(x, row + 3, steps=6)
    expect(page.get_by_test_id("guide-y")).to_be_attached()
    page.mouse.up()
    expect(page.get_by_test_id("guide-y")).to_have_count(0)
    assert canvas.place("offset")[1] == canvas.place("detector")[1]


def test_arrange_puts_nodes_from_left_to_right_as_one_step(canvas, page):
    canvas.move("crop", -300, 200)
    before = canvas.place("crop")
    page.get_by_test_id("tool-arrange").click()
    expect(page.get_by_test_id("tool-arrange")).to_be_enabled()
    page.wait_for_function(
        "(x) => !document.querySelector('[data-id=crop]').style.transform.includes(`(${x}px`)",
        arg=int(before[0]),
    )
    assert canvas.place("detector")[0] < canvas.place("offset")[0] < canvas.place("crop")[0]
    page.keyboard.press("Control+z")
    assert canvas.place("crop") == before


def test_the_minimap_comes_and_goes_by_key(canvas, page):
    minimap = page.locator(".react-flow__minimap")
    expect(minimap).to_be_visible()
    page.keyboard.press("m")
    expect(minimap).to_have_count(0)
    page.keyboard.press("m")
    expect(minimap).to_be_visible()


def test_colours_are_switched_from_the_menu_and_remembered(canvas, page):
    page.get_by_role("button", name="All commands").click()
    page.get_by_role("menuitem", name="Switch light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_help_sheet_lists_every_key(canvas, page):
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys and gestures")
    for label, keys in {
        "Undo": "CtrlZ", "Delete and reconnect": "CtrlDelete", "Find a node": "CtrlF",
        "Group selection": "CtrlG", "Connect by name": "C",
    }.items():  # fmt: skip
        row = sheet.locator("dl > div").filter(has_text=re.compile(f"^{label}"))
        expect(row.locator("dd")).to_contain_text(
            re.compile(r"\s*".join(keys)), use_inner_text=True
        )
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_phone_reads_and_runs(open_page, author):
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    canvas = Canvas(phone).open(author.new_workflow("On a phone", **scene(*CHAIN)))
    phone.get_by_test_id("rail-outline").click()
    outline = phone.get_by_role("region", name="Outline")
    expect(outline.get_by_role("listitem")).to_have_count(4)
    outline.get_by_role("button").filter(has_text="Image crop").click()
    expect(phone.get_by_test_id("sheet")).to_contain_text("Cuts each region out of a picture.")
    phone.get_by_test_id("sheet").get_by_role("button", name="Close").click()
    phone.get_by_test_id("run").click()
    state = canvas.page.get_by_test_id("node-state-crop")
    expect(state).to_have_attribute("data-status", "succeeded", timeout=30_000)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
