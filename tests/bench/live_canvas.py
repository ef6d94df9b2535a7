"""Dragging a node on a canvas of 20: at rest, and while 80 updates a second arrive, interleaved.

The updates come over a real socket from a thread of this process, in place of the server's: states
and results of all nodes in turn, for a run that the server knows. Judged is the time that the
page's main thread worked, over the same number of moves in the same time.
"""

from __future__ import annotations

import itertools
import json
import threading
from statistics import median
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from websockets.sync.server import serve

from tests.bench.browser import pages
from tests.bench.report import Row
from tests.clients import Editor
from tests.e2e.canvas import Canvas, centre, node, scene

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

    from tests.servers import Server

NODES = 20
UPDATES_PER_SECOND = 80
MOVES = 90
MOVE_SECONDS = 1 / 60
ROUNDS = 5
LATE_SECONDS = 0.2
"""A sender that was held up catches up by so much."""
FRAME_MS = 1000 / 60

REDIRECT = """(() => {
  const Real = window.WebSocket;
  window.WebSocket = class extends Real { constructor() { super('ws://127.0.0.1:%d/'); } };
})()"""
WATCH = """() => {
  const frames = window.frames_seen = [];
  const next = (now) => { frames.push(now); window.watching = requestAnimationFrame(next); };
  window.watching = requestAnimationFrame(next);
}"""
FRAMES = "() => { cancelAnimationFrame(window.watching); return window.frames_seen; }"


def graph() -> dict[str, Any]:
    """Twenty nodes: a detector, then filters in rows behind it."""
    first = node("n0", "text-detector", "ppocr-v6-text-detector", image="IN.image")
    rest = [
        node(
            f"n{i}", "region-thresholder", params={"value": 0.1},
            regions=f"n{max(0, i - 5)}.regions",
        )
        for i in range(1, NODES)
    ]  # fmt: skip
    return scene(first, *rest, columns=5)


class Feed:
    """A socket that tells of one run, at full speed while it is switched on."""

    def __init__(self, outputs: list[Any]) -> None:
        self.outputs = outputs
        self.on = threading.Event()
        self.sent = 0
        self.server = serve(self._tell, "127.0.0.1", 0)
        self.port = self.server.socket.getsockname()[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _tell(self, socket: Any) -> None:
        asked = json.loads(socket.recv())
        seq = asked["after"]
        due = perf_counter()
        for number in itertools.count():
            self.on.wait()
            seq += 1
            name = f"n{number % NODES}"
            data = self._data(number)
            kind = "node_succeeded" if "outputs" in data else "node_progress"
            event = {"run": asked["subscribe"], "seq": seq, "type": kind, "node": name,
                     "at": "2026-01-01T00:00:00Z", "data": data}  # fmt: skip
            socket.send(json.dumps({"event": event}))
            self.sent += 1
            due = max(due + 1 / UPDATES_PER_SECOND, perf_counter() - LATE_SECONDS)
            sleep(max(0, due - perf_counter()))

    def _data(self, number: int) -> dict[str, Any]:
        """One in four brings a preview, the others progress."""
        if (number // NODES) % 4 == 3:
            return {"ms": number % 900, "cached": False, "provider": None, "outputs": self.outputs}
        return {"done": number % 50, "total": 50}


def measure(server: Server) -> list[Row]:
    editor = Editor(server)
    path = editor.new_workflow("Twenty nodes", **graph())
    feed = Feed(_real_outputs(editor, path))
    with pages(server) as page:
        page.add_init_script(REDIRECT % feed.port)
        canvas = Canvas(page).open(path)
        expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
        with page.expect_response("**/runs"):
            page.get_by_test_id("run").click()
        costs: dict[bool, list[float]] = {True: [], False: []}
        rates: list[float] = []
        late: dict[bool, list[float]] = {True: [], False: []}
        told = page.context.new_cdp_session(page)
        told.send("Performance.enable")
        for round_ in range(ROUNDS + 1):
            for live in (False, True):
                cost, rate, slow = _drag(page, told, canvas, feed, live=live)
                if round_ == 0:
                    continue  # the first round warms up
                costs[live].append(cost)
                late[live].append(slow)
                if live:
                    rates.append(rate)
    idle, busy = median(costs[False]), median(costs[True])
    still, moving = (median(late[live]) * 100 for live in (False, True))
    return [
        Row(
            f"drag on {NODES} nodes with {UPDATES_PER_SECOND} live updates a second",
            f"{busy:.1f} ms a move", f"at rest {idle:.1f} ms", busy / idle, 1.5, " x",
        ),
        Row(
            "time between frames meanwhile", f"{1000 / median(rates):.1f} ms",
            f"60 a second: {FRAME_MS:.1f} ms", 60 / median(rates), 1.05, " x",
        ),
        Row(
            "frames over 33 ms meanwhile, more than at rest", f"{moving:.1f} %",
            f"at rest {still:.1f} %", max(0.0, moving - still), 5, " %",
        ),
    ]  # fmt: skip


def _real_outputs(editor: Editor, path: str) -> list[Any]:
    """What the detector really finds, so that previews draw real boxes."""
    sample = editor.get("/apps/local/demo/samples").json()["samples"][0]["id"]
    body = {"graph": graph()["graph"], "layout": {}, "targets": ["n0"],
            "inputs": [{"sample": sample}]}  # fmt: skip
    run = editor.post(f"{path}/runs", body).json()["id"]
    editor.get(f"/runs/{run}/stream")
    return editor.get(f"/runs/{run}/outputs/n0").json()["outputs"]


def _drag(
    page: Page, told: CDPSession, canvas: Canvas, feed: Feed, *, live: bool
) -> tuple[float, float, float]:
    """Milliseconds of work a move, frames a second, and the share of frames over 33 ms."""
    if live:
        feed.on.set()
    else:
        feed.on.clear()
    sleep(0.3)
    before = canvas.place("n7")
    x, y = centre(canvas.node("n7").locator(".node-title"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH)
    sent, begun, worked = feed.sent, perf_counter(), _task_seconds(told)
    for step in range(MOVES):
        out = step if step < MOVES / 2 else MOVES - step
        _move(told, x + out * 2, y + out)
        if step == MOVES // 2:
            assert canvas.place("n7") != before, "no node was dragged"
        wait = begun + (step + 1) * MOVE_SECONDS - perf_counter()
        if wait > 0:
            sleep(wait)
    took = perf_counter() - begun
    worked = _task_seconds(told) - worked
    frames = page.evaluate(FRAMES)
    page.mouse.up()
    arrived = feed.sent - sent
    assert (arrived > UPDATES_PER_SECOND * took * 0.7) == live, f"{arrived} updates in {took:.1f} s"
    gaps = [b - a for a, b in itertools.pairwise(frames)]
    return worked * 1000 / MOVES, 1000 / median(gaps), sum(gap > 33 for gap in gaps) / len(gaps)


def _move(told: CDPSession, x: float, y: float) -> None:
    told.send(
        "Input.dispatchMouseEvent",
        {"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1},
    )


def _task_seconds(told: CDPSession) -> float:
    metrics = told.send("Performance.getMetrics")["metrics"]
    return next(item["value"] for item in metrics if item["name"] == "TaskDuration")
