"""Quick ways to wire: drop on a body, into a wire, cut, re-route, heal, take the offered cure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, centre, node, scene

pytestmark = pytest.mark.e2e

DETECTOR = node("detector", "visual-detector", "plates", image="IN.image")


@pytest.fixture
def draw(page, author):
    """Opens the editor on a draft made through the API."""

    def open_draft(*nodes, inputs=None, **options):
        made = scene(*nodes, **options)
        made["graph"]["inputs"] = inputs or made["graph"]["inputs"]
        return Canvas(page).open(author.new_workflow("Wiring", **made))

    return open_draft


def _title(canvas, name):
    return centre(canvas.node(name).locator(".node-title"))


def test_a_wire_let_go_on_a_node_takes_the_only_port_that_fits(draw):
    canvas = draw(DETECTOR, node("crop", "image-crop"))
    canvas.drag(centre(canvas.output("detector.regions")), _title(canvas, "crop"))
    expect(canvas.wire("detector.regions", "crop.regions")).to_be_attached()
    expect(canvas.wires()).to_have_count(2)


def test_a_wire_let_go_on_a_node_asks_when_several_ports_fit(draw):
    two = [{"name": "front", "type": "image"}, {"name": "back", "type": "image"}]
    canvas = draw(node("crop", "image-crop"), inputs=two)
    canvas.drag(centre(canvas.input("crop.image")), _title(canvas, "IN"))
    chooser = canvas.page.get_by_test_id("port-chooser")
    expect(chooser.get_by_role("option")).to_have_text(["front", "back"])
    expect(canvas.wires()).to_have_count(0)
    chooser.get_by_role("option", name="back").click()
    expect(canvas.wire("IN.back", "crop.image")).to_be_attached()
    expect(chooser).to_be_hidden()


def test_a_wire_let_go_on_a_node_that_takes_none_says_why(draw):
    canvas = draw(DETECTOR, node("prompter", "prompter"))
    canvas.drag(centre(canvas.output("detector.regions")), _title(canvas, "prompter"))
    expect(canvas.notice).to_contain_text("Prompter needs text here; Visual detector gives regions")
    expect(canvas.wires()).to_have_count(1)


def test_a_refusal_offers_the_port_that_fits(draw):
    canvas = draw(DETECTOR, node("crop", "image-crop"))
    canvas.pull_wire("detector.regions", "crop.image")
    canvas.notice.get_by_role("button", name="Connect to regions").click()
    expect(canvas.wire("detector.regions", "crop.regions")).to_be_attached()


def test_a_refusal_offers_the_node_to_put_between_as_one_step(draw):
    canvas = draw(node("thresholder", "region-thresholder"))
    canvas.pull_wire("IN.image", "thresholder.regions")
    canvas.notice.get_by_role("button", name=re.compile("^Insert ")).click()
    expect(canvas.nodes()).to_have_count(2)
    expect(canvas.wires()).to_have_count(2)
    canvas.page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(1)
    expect(canvas.wires()).to_have_count(0)


def test_while_a_wire_is_drawn_ports_that_cannot_take_it_dim(draw):
    canvas = draw(DETECTOR, node("crop", "image-crop"))
    canvas.hold(centre(canvas.output("detector.regions")), (700, 700))
    expect(canvas.input("crop.regions")).to_have_class(re.compile(r"\bfits\b"))
    expect(canvas.input("crop.image")).to_have_class(re.compile(r"\brefused\b"))
    canvas.page.mouse.move(*centre(canvas.input("crop.regions")), steps=4)
    expect(canvas.page.locator(".wire-says[data-fits=true]")).to_have_text("Connect to Image crop")
    canvas.page.mouse.up()


def test_a_node_picked_for_a_wire_is_one_undo_step(draw):
    canvas = draw(DETECTOR)
    x, y = centre(canvas.output("detector.regions"))
    canvas.drag((x, y), (x + 60, y + 260))
    picker = canvas.page.get_by_test_id("node-picker")
    expect(picker.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    canvas.page.keyboard.type("offset")
    canvas.page.keyboard.press("Enter")
    expect(canvas.wire("detector.regions", "offset.regions")).to_be_attached()
    canvas.page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(1)
    expect(canvas.wires()).to_have_count(1)


def test_a_picker_closed_with_escape_leaves_all_as_it_was(draw):
    canvas = draw(DETECTOR)
    x, y = centre(canvas.output("detector.regions"))
    canvas.drag((x, y), (x + 60, y + 260))
    expect(canvas.page.get_by_test_id("node-picker")).to_be_visible()
    canvas.page.keyboard.press("Escape")
    expect(canvas.page.get_by_test_id("node-picker")).to_be_hidden()
    expect(canvas.nodes()).to_have_count(1)


def _middle_of_wire(canvas, source, target):
    (x1, y1), (x2, y2) = centre(canvas.output(source)), centre(canvas.input(target))
    return (x1 + x2) / 2, (y1 + y2) / 2


def test_an_operator_dropped_on_a_wire_goes_into_it_and_makes_room(draw):
    canvas = draw(DETECTOR, node("thresholder", "region-thresholder", regions="detector.regions"))
    before = canvas.place("thresholder")
    x, y = _middle_of_wire(canvas, "detector.regions", "thresholder.regions")
    area = canvas.area.bounding_box()
    canvas.drop("region-offset", x - area["x"], y - area["y"])
    expect(canvas.wire("detector.regions", "offset.regions")).to_be_attached()
    expect(canvas.wire("offset.regions", "thresholder.regions")).to_be_attached()
    assert canvas.place("thresholder")[0] > before[0]
    assert canvas.place("thresholder")[0] >= canvas.place("offset")[0] + 220
    canvas.page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(2)
    assert canvas.place("thresholder") == before


def test_a_loose_node_dragged_onto_a_wire_goes_into_it_as_one_step(draw):
    canvas = draw(
        DETECTOR,
        node("thresholder", "region-thresholder", regions="detector.regions"),
        node("offset", "region-offset"),
    )
    before = canvas.place("offset")
    wire = _middle_of_wire(canvas, "detector.regions", "thresholder.regions")
    canvas.hold(_title(canvas, "offset"), wire)
    expect(canvas.wire("detector.regions", "thresholder.regions").locator(".over")).to_be_attached()
    canvas.page.mouse.up()
    expect(canvas.wire("detector.regions", "offset.regions")).to_be_attached()
    expect(canvas.wire("offset.regions", "thresholder.regions")).to_be_attached()
    canvas.page.keyboard.press("Control+z")
    expect(canvas.wire("detector.regions", "thresholder.regions")).to_be_attached()
    assert canvas.place("offset") == before
    expect(canvas.page.get_by_test_id("undo")).to_be_disabled()


def test_alt_click_cuts_a_wire(draw):
    canvas = draw(DETECTOR, node("offset", "region-offset", regions="detector.regions"))
    canvas.page.keyboard.down("Alt")
    canvas.page.mouse.click(*_middle_of_wire(canvas, "detector.regions", "offset.regions"))
    canvas.page.keyboard.up("Alt")
    expect(canvas.wire("detector.regions", "offset.regions")).to_have_count(0)


def test_the_end_of_a_wire_is_dragged_to_another_port(draw):
    canvas = draw(
        DETECTOR,
        node("one", "region-offset", regions="detector.regions"),
        node("two", "region-offset"),
    )
    x, y = centre(canvas.input("one.regions"))
    canvas.drag((x - 17, y), centre(canvas.input("two.regions")))
    expect(canvas.wire("detector.regions", "two.regions")).to_be_attached()
    expect(canvas.wire("detector.regions", "one.regions")).to_have_count(0)
    canvas.page.keyboard.press("Control+z")
    expect(canvas.wire("detector.regions", "one.regions")).to_be_attached()


@pytest.mark.parametrize("keys", ["Control+Delete", "Control+Backspace"])
def test_a_node_is_taken_out_and_the_gap_heals(draw, keys):
    canvas = draw(
        DETECTOR,
        node("thresholder", "region-thresholder", regions="detector.regions"),
        node("offset", "region-offset", regions="thresholder.regions"),
    )
    canvas.select("thresholder")
    canvas.page.keyboard.press(keys)
    expect(canvas.node("thresholder")).to_have_count(0)
    expect(canvas.wire("detector.regions", "offset.regions")).to_be_attached()
    canvas.page.keyboard.press("Control+z")
    expect(canvas.wire("thresholder.regions", "offset.regions")).to_be_attached()


def test_c_connects_by_name_without_a_pointer(draw):
    canvas = draw(DETECTOR, node("crop", "image-crop"))
    page = canvas.page
    page.locator('.react-flow__node[data-id="detector"]').focus()
    page.keyboard.press("c")
    chooser = page.get_by_test_id("port-chooser")
    expect(chooser.get_by_role("combobox", name="Connect Visual detector")).to_be_focused()
    expect(chooser.get_by_role("option").first).to_have_text("regions → Image crop · regions")
    page.keyboard.press("Enter")
    expect(canvas.wire("detector.regions", "crop.regions")).to_be_attached()
    expect(page.locator('.react-flow__node[data-id="detector"]')).to_be_focused()


def test_wires_that_cannot_be_are_kept_on_load_and_say_why(draw, author):
    canvas = draw(
        DETECTOR,
        node("offset", "region-offset", regions="IN.image"),
        node("crop", "image-crop", image="IN.image", masks="detector.regions"),
        node("first", "region-offset", regions="second.regions"),
        node("second", "region-offset", regions="first.regions"),
    )
    broken = canvas.page.locator(".wire.broken")
    expect(broken).to_have_count(4)
    reasons = canvas.page.locator(".wire-reason")
    expect(reasons.filter(has_text="needs regions on regions; IN gives an image")).to_have_count(1)
    expect(reasons.filter(has_text="has no input named masks")).to_have_count(1)
    expect(reasons.filter(has_text="The wires form a loop")).to_have_count(2)
