"""A card shows as many numbered outputs as its setting has entries."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, node, scene

CASES = [f"k{number}" for number in range(1, 13)]


def test_a_switch_shows_a_port_for_each_of_its_cases(page, author):
    nodes = [
        node("two", "case-switch", params={"cases": CASES[:2]}),
        node("twelve", "case-switch", params={"cases": CASES}),
        node("none", "case-switch"),
    ]
    canvas = Canvas(page)
    canvas.open(author.new_workflow("Ways", **scene(*nodes)))
    for name, count in (("two", 2), ("twelve", 12), ("none", 1)):
        rows = canvas.node(name).locator(".port-row.out")
        expect(rows).to_have_count(count + 1)
        expect(rows.last).to_contain_text("otherwise")
