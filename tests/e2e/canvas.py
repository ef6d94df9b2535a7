"""What a hand does on the canvas: real mouse moves, nothing from inside the page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

DEMO = "/apps/local/demo/workflows"
STEPS = 8


def node(name, operator, model="", params=None, **inputs):
    """A node of a graph that a test makes through the API."""
    made = {"id": name, "operator": operator}
    made["inputs"] = {port: [source] for port, source in inputs.items()}
    if model:
        made["model"] = {"id": model}
    if params:
        made["params"] = params
    return made


def scene(*nodes, columns=4):
    """A graph on pictures, its nodes in rows."""
    places = {
        each["id"]: {"x": 260 + 270 * (index % columns), "y": 260 * (index // columns)}
        for index, each in enumerate(nodes)
    }
    return {
        "graph": {
            "schema": 1,
            "inputs": [{"name": "image", "type": "image"}],
            "nodes": list(nodes),
        },
        "layout": {"nodes": {"IN": {"x": 0, "y": 0}, **places}},
    }


def centre(locator):
    box = locator.bounding_box()
    assert box, f"{locator} is not on screen"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class Canvas:
    """The editor's canvas on a page."""

    def __init__(self, page):
        self.page = page
        self.area = page.get_by_test_id("canvas")
        self.notice = page.get_by_test_id("canvas-notice")
        self.inspector = page.get_by_test_id("inspector")

    def open(self, workflow):
        """`workflow` is a path below `/api/editor`, as `Editor.new_workflow` answers it."""
        self.page.goto(f"{workflow}/edit")
        expect(self.node("IN")).to_be_visible()
        return self

    def node(self, name):
        return self.page.get_by_test_id(f"node-{name}")

    def nodes(self):
        return self.page.locator("article.node:not(.input-node)")

    def wire(self, source, target):
        return self.page.locator(f'.react-flow__edge[data-id="{source}>{target}"]')

    def wires(self):
        return self.page.locator(".react-flow__edge")

    def output(self, ref):
        name, port = ref.rsplit(".", 1)
        return self.page.get_by_test_id(f"port-out-{name}-{port}")

    def input(self, ref):
        name, port = ref.rsplit(".", 1)
        return self.page.get_by_test_id(f"port-in-{name}-{port}")

    def drop(self, operator, x, y):
        """Drag an operator from the list to a place on the canvas."""
        item = self.page.get_by_test_id(f"palette-{operator}")
        item.drag_to(self.area, target_position={"x": x, "y": y})

    def drag(self, start, end):
        """From a point of the page to another, and let go."""
        self.hold(start, end)
        self.page.mouse.up()

    def hold(self, start, end):
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=STEPS)

    def pull_wire(self, source, target):
        """Draw from an output to an input, whatever comes of it."""
        self.drag(centre(self.output(source)), centre(self.input(target)))

    def connect(self, source, target):
        self.pull_wire(source, target)
        expect(self.wire(source, target)).to_be_attached()

    def move(self, name, dx, dy):
        x, y = centre(self.node(name).locator(".node-title"))
        self.drag((x, y), (x + dx, y + dy))

    def place(self, name):
        """Where the node stands in the graph, whatever the view."""
        frame = self.page.locator(f'.react-flow__node[data-id="{name}"]')
        found = re.search(r"translate\(([-\d.]+)px, ?([-\d.]+)px\)", frame.get_attribute("style"))
        return float(found[1]), float(found[2])

    def select(self, name):
        self.node(name).locator(".node-title").click()
        expect(self.inspector.get_by_text(name, exact=True)).to_be_visible()

    def setting(self, label):
        return self.inspector.get_by_role("textbox", name=label, exact=True)

    def set(self, label, value):
        self.setting(label).fill(str(value))

    def wait_until_saved(self):
        expect(self.page.get_by_test_id("save-state")).to_have_text(re.compile("^Saved"))

    def save_version(self, name=""):
        """The button says "Save workflow" the first time, "Save as new version" from then on."""
        self.page.get_by_test_id("saveVersion").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Name (optional)").fill(name)
        dialog.get_by_role("button", name="Save version").click()
        expect(dialog).to_be_hidden()
