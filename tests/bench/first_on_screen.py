"""Milliseconds from the click on Run until the first event of a node is painted."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.bench.browser import pages
from tests.bench.report import Row
from tests.clients import Editor
from tests.e2e.canvas import Canvas, node, scene

if TYPE_CHECKING:
    from tests.servers import Server

ROUNDS = 12
FIND = node("find", "text-detector", "ppocr-v6-text-detector", image="IN.image")
KEEP = node("keep", "region-thresholder", params={"value": 0.1}, regions="find.regions")

# "queued" is painted by the page alone; what counts is news that only the server can bring.
WATCH = """() => {
  window.news = new Promise((heard) => {
    addEventListener('pointerdown', (event) => { window.clicked = event.timeStamp; }, true);
    const look = new MutationObserver(() => {
      const chip = document.querySelector('[data-testid="node-state-find"]');
      if (!window.clicked || !chip) return;
      const { status } = chip.dataset;
      if (status === 'queued') window.asked ??= performance.now() - window.clicked;
      if (status !== 'running' && !(window.asked && status === 'succeeded')) return;
      look.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        heard([window.asked, performance.now() - window.clicked]);
        window.clicked = window.asked = undefined;
      }));
    });
    look.observe(document.body, {subtree: true, childList: true, attributes: true,
                                 attributeFilter: ['data-status']});
  });
}"""


def measure(server: Server) -> list[Row]:
    editor = Editor(server)
    path = editor.new_workflow("First on screen", **scene(FIND, KEEP))
    asked, heard = [], []
    with pages(server) as page:
        canvas = Canvas(page).open(path)
        expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
        canvas.select("find")
        for round_ in range(ROUNDS + 1):
            # A changed setting, so that nothing is taken from the cache.
            canvas.set("Least score", f"{0.2 + round_ / 100:.2f}")
            page.wait_for_function(
                "() => document.querySelector('[data-testid=save-state]').innerText"
                ".startsWith('Saved')"
            )
            page.evaluate(WATCH)
            page.get_by_test_id("run").click()
            found = page.evaluate("() => window.news")
            expect(page.get_by_test_id("run")).to_be_visible()
            if round_ > 0:  # the first round loads the model
                asked.append(found[0])
                heard.append(found[1])
    return [
        Row(
            "click on Run to the first event on screen", f"{median(heard):.0f} ms",
            f"\"queued\" after {median(asked):.0f} ms", median(heard), 100, " ms",
        )
    ]  # fmt: skip
