"""A browser, Weft started as a user starts it, and pages whose console has to stay clean."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.clients import Editor
from tests.e2e.get_browser import NONE_FOUND, find_browser
from tests.servers import ROOT, running_server

HERE = Path(__file__).resolve().parent
RESULTS = ROOT / "test-results"
DESKTOP = {"width": 1440, "height": 900}
WAIT_MS = 15_000
SWITCHES = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-device-for-media-stream",
)
expect.set_options(timeout=WAIT_MS)
FAILED = pytest.StashKey[bool]()


def pytest_itemcollected(item):
    """Whatever lies here drives a browser, whether its file says so or not."""
    if item.path.is_relative_to(HERE):
        item.add_marker("e2e")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Last of all: an open browser keeps an event loop in this thread, which other tests refuse."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def weft(tmp_path_factory):
    """A server of the browser's own, started with `make run`."""
    folder = tmp_path_factory.mktemp("browser")
    with running_server(folder, ("make", "--silent", "run")) as running:
        yield running


@pytest.fixture(scope="session")
def author(weft):
    """The same user through the editor's API, to set scenes and to see what the server has."""
    return Editor(weft)


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    assert path, NONE_FOUND
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(browser, weft):
    """The cookies after following the link that the start printed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(weft.login_link())
    page.get_by_role("heading", name="Apps").wait_for()
    state = context.storage_state()
    context.close()
    return state


class Complaints:
    """What the pages' consoles said that nobody expected."""

    def __init__(self):
        self.said = []
        self.statuses = set()

    def watch(self, context):
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.said.append(f"uncaught: {error.error}"))

    def _hear(self, message):
        if message.type == "error":
            self.said.append(f"{message.text} ({message.location['url']})")

    def expect_status(self, status):
        """The test provokes this answer; the browser notes it as a resource that failed."""
        self.statuses.add(status)

    def unexpected(self):
        known = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")
        return [
            line
            for line in self.said
            if not ((found := known.match(line)) and int(found[1]) in self.statuses)
        ]


@pytest.fixture
def complaints():
    return Complaints()


@pytest.fixture
def open_page(browser, weft, signed_in, complaints, request):
    """Opens pages that share nothing but the user, as other windows or machines would."""
    contexts = []

    def open_one(**options):
        context = browser.new_context(
            base_url=weft.url,
            storage_state=signed_in,
            **{"viewport": DESKTOP, "reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        complaints.watch(context)
        return context.new_page()

    yield open_one
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request.node.name, contexts)
    for context in contexts:
        context.close()
    complained = "\n".join(complaints.unexpected())
    assert not complained, complained


def _keep_pictures(test, contexts):
    RESULTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", test).strip("-")
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        page.screenshot(path=RESULTS / f"{name}-{number}.png")


@pytest.fixture
def page(open_page):
    """One signed-in page at the size of a laptop."""
    return open_page()
