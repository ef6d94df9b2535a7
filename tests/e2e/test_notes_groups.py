"""Notes and groups lie beside the graph: written, moved, undone, kept, and never a new version."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, centre, node, scene

pytestmark = pytest.mark.e2e

PAIR = (
    node("detector", "visual-detector", "plates", image="IN.image"),
    node("offset", "region-offset", regions="detector.regions"),
)


@pytest.fixture
def workflow(author):
    return author.new_workflow("Annotated", **scene(*PAIR))


@pytest.fixture
def canvas(page, workflow):
    return Canvas(page).open(workflow)


def _annotation(canvas, name):
    return canvas.page.get_by_test_id(f"annotation-{name}")


def _write_note(canvas, text):
    canvas.page.keyboard.press("n")
    field = _annotation(canvas, "note:1").get_by_role("textbox")
    expect(field).to_be_focused()
    canvas.page.keyboard.type(text)
    return field


def _group(canvas):
    canvas.page.keyboard.down("Control")
    for name in ("detector", "offset"):
        canvas.node(name).locator(".node-title").click()
    canvas.page.keyboard.up("Control")
    canvas.page.keyboard.press("Control+g")
    field = _annotation(canvas, "group:1").get_by_role("textbox")
    expect(field).to_be_focused()
    canvas.page.keyboard.type("Find plates")
    canvas.page.keyboard.press("Enter")
    return _annotation(canvas, "group:1")


def test_a_note_is_written_by_key_kept_and_is_no_change_of_the_graph(canvas, author, workflow):
    canvas.save_version("First")
    _write_note(canvas, "Night pictures need less")
    canvas.wait_until_saved()
    draft = author.get(f"{workflow}/draft").json()
    assert draft["layout"]["notes"][0]["text"] == "Night pictures need less"
    assert draft["changed"] is False
    assert "notes" not in draft["graph"]
    canvas.page.reload()
    expect(_annotation(canvas, "note:1").get_by_role("textbox")).to_have_value(
        "Night pictures need less"
    )


def test_writing_and_adding_a_note_are_undone(canvas):
    field = _write_note(canvas, "Draft")
    canvas.page.keyboard.press("Escape")
    canvas.page.keyboard.press("Control+z")
    expect(field).to_have_value("")
    canvas.page.keyboard.press("Control+z")
    expect(_annotation(canvas, "note:1")).to_have_count(0)
    canvas.page.keyboard.press("Control+Shift+z")
    expect(_annotation(canvas, "note:1")).to_be_visible()


def test_a_note_is_moved_resized_and_deleted(canvas):
    _write_note(canvas, "Here")
    canvas.page.keyboard.press("Escape")
    note = _annotation(canvas, "note:1")
    before = canvas.place("note:1")
    canvas.drag(centre(note.locator(".note-handle")), (700, 200))
    assert canvas.place("note:1") != before
    width = note.bounding_box()["width"]
    grip = note.get_by_role("button", name="Resize the note")
    grip.focus()
    canvas.page.keyboard.press("ArrowRight")
    assert note.bounding_box()["width"] > width
    x, y = centre(grip)
    canvas.drag((x, y), (x + 60, y + 40))
    assert note.bounding_box()["width"] > width + 40
    note.locator(".note-handle").click()
    canvas.page.keyboard.press("Delete")
    expect(note).to_have_count(0)
    canvas.page.keyboard.press("Control+z")
    expect(note).to_be_visible()


def test_a_group_moves_with_its_nodes_as_one_step(canvas, author, workflow):
    group = _group(canvas)
    names = ("detector", "offset", "group:1")
    before = [canvas.place(name) for name in names]
    header = group.locator("header").bounding_box()
    start = (header["x"] + header["width"] - 30, header["y"] + header["height"] / 2)
    canvas.drag(start, (start[0] + 70, start[1] + 110))
    after = [canvas.place(name) for name in names]
    moved = {(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)}
    assert len(moved) == 1
    assert moved != {(0, 0)}
    canvas.page.keyboard.press("Control+z")
    assert [canvas.place(name) for name in names] == before
    canvas.wait_until_saved()
    layout = author.get(f"{workflow}/draft").json()["layout"]
    assert [each["title"] for each in layout["groups"]] == ["Find plates"]


def test_a_group_is_moved_by_keys(canvas):
    _group(canvas)
    before = canvas.place("detector")
    frame = canvas.page.locator('.react-flow__node[data-id="group:1"]')
    frame.focus()
    canvas.page.keyboard.press("ArrowDown")
    canvas.page.keyboard.press("ArrowDown")
    assert canvas.place("detector")[1] > before[1]
    canvas.page.keyboard.press("Control+z")
    assert canvas.place("detector") == before


def test_a_removed_group_leaves_its_nodes(canvas):
    group = _group(canvas)
    canvas.page.keyboard.press("Control+Shift+g")
    expect(group).to_have_count(0)
    expect(canvas.nodes()).to_have_count(2)
    canvas.page.keyboard.press("Control+z")
    expect(group).to_be_visible()


def test_a_group_with_its_nodes_is_duplicated(canvas):
    _group(canvas)
    canvas.page.keyboard.press("Control+a")
    canvas.page.keyboard.press("Control+d")
    expect(_annotation(canvas, "group:2")).to_be_visible()
    expect(canvas.nodes()).to_have_count(4)


def test_a_box_drawn_inside_a_group_selects_its_nodes_only(canvas):
    _group(canvas)
    canvas.area.click(position={"x": 500, "y": 620})
    detector = canvas.node("detector").bounding_box()
    canvas.page.keyboard.down("Shift")
    canvas.drag(
        (detector["x"] - 10, detector["y"] - 8),
        (detector["x"] + 60, detector["y"] + detector["height"] + 8),
    )
    canvas.page.keyboard.up("Shift")
    canvas.page.keyboard.press("Delete")
    expect(canvas.node("detector")).to_have_count(0)
    expect(_annotation(canvas, "group:1")).to_be_visible()
