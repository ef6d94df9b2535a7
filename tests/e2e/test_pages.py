"""Every page at both sizes and in both colours: it fits, has a heading, and anyone can use it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import DEMO
from tests.servers import ROOT

pytestmark = pytest.mark.e2e

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PLATES = f"{DEMO}/read-licence-plates"
SIZES = {"laptop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# Each page with what stands on it once it has loaded.
PAGES = {
    "home": ("/", ".app-grid img, .app-grid li"),
    "app": ("/apps/local/demo", ".workflow-lines li"),
    "models": ("/apps/local/demo/models", "[role=tabpanel] h2, [role=tabpanel] h3"),
    "connections": ("/apps/local/demo/connections", ".connections-part"),
    "settings": ("/apps/local/demo/settings", ".token-form"),
    "workflow": (PLATES, "[data-testid=output-read]"),
    "editor": (f"{PLATES}/edit", "[data-testid=node-read]"),
    "compare": (f"{PLATES}/compare", "[data-testid=node-read]"),
    "runs": ("/apps/local/demo/runs", ".run-table li"),
    "run": (f"{PLATES}/runs/{{run}}", "[data-testid=output-read]"),
    "templates": ("/templates", ".template-tile"),
    "operators": ("/operators", "a[href='/operators/image-crop']"),
    "operator": ("/operators/image-crop", "h1"),
}
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def finished_run(author):
    """So that the workflow's page is seen with outputs on it."""
    samples = author.get("/apps/local/demo/samples").json()["samples"]
    inputs = [{"sample": samples[1]["id"]}]
    run = author.post(f"{PLATES}/runs", {"inputs": inputs}).json()["id"]
    ends_at = time.monotonic() + 60
    while time.monotonic() < ends_at:
        if author.get(f"/runs/{run}").json()["status"] == "succeeded":
            return run
    raise AssertionError("the run did not end")


def violations(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary']}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_has_a_heading_and_can_be_used_by_all(
    open_page, finished_run, name, size, colours
):
    address, landmark = PAGES[name]
    page = open_page(viewport=SIZES[size], color_scheme=colours)
    address = address.format(run=finished_run)
    page.goto(f"{address}?run={finished_run}" if name == "workflow" else address)
    expect(page.locator(landmark).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    wide = "document.scrollingElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    expect(page.get_by_role("heading").first).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)
