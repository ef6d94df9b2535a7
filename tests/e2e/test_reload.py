"""A run belongs to the server: reloads, other windows and a changed mind do not lose it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.clients import expected
from tests.e2e.canvas import DEMO
from tests.e2e.pictures import variants

pytestmark = pytest.mark.e2e

PLATES = f"{DEMO}/read-licence-plates"
NODES = ("plates", "wider", "crop", "read")
MOST_FILES = 32


def _start(page, mark):
    """Begin a long run; answers its id, which is in the address."""
    page.goto(PLATES)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files(variants(MOST_FILES, mark))
    expect(page).to_have_url(re.compile(r"[?&]run=[\w-]+$"))
    expect(page.get_by_role("button", name="Stop run")).to_be_visible()
    return page.url.rpartition("=")[2]


def _expect_all_outputs(page):
    for name in NODES:
        state = page.get_by_test_id(f"node-state-{name}")
        expect(state).to_have_attribute("data-status", "succeeded", timeout=60_000)
    for plate in expected("street-two-cars.jpg"):
        expect(page.get_by_test_id("output-read")).to_contain_text(plate)
    expect(page.get_by_test_id("output-plates").locator("img").first).to_be_visible()


def _output_words(page):
    return [page.get_by_test_id(f"output-{name}").inner_text() for name in NODES]


def test_a_page_reloaded_in_the_middle_of_a_run_shows_all_of_it(page, author):
    run = _start(page, "reload")
    page.reload()
    assert author.get(f"/runs/{run}").json()["status"] == "running"
    assert page.url.endswith(f"run={run}")
    _expect_all_outputs(page)
    assert page.url.endswith(f"run={run}")
    cells = page.get_by_test_id("output-read").get_by_role("gridcell")
    expect(cells).to_have_count(MOST_FILES)


def test_another_window_sees_the_same_run(page, open_page):
    _start(page, "window")
    other = open_page()
    other.goto(page.url)
    for each in (page, other):
        _expect_all_outputs(each)
    assert _output_words(other) == _output_words(page)


def test_a_stopped_run_says_so_and_the_next_one_runs(page, author):
    run = _start(page, "stop")
    page.get_by_role("button", name="Stop run").click()
    expect(page.get_by_role("region", name="Try it")).to_contain_text("stopped after")
    expect(page.get_by_test_id("node-state-read")).to_have_attribute("data-status", "skipped")
    assert author.get(f"/runs/{run}").json()["status"] == "cancelled"
    page.get_by_role("button", name="Run on sample Two cars in town").click()
    _expect_all_outputs(page)
