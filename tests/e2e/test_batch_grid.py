"""Many inputs at once: a grid that fills as results come, and one bad input that stops nothing."""

from __future__ import annotations

import csv
import json

import pytest
from playwright.sync_api import expect

from tests.clients import expected, sample
from tests.e2e.canvas import DEMO
from tests.e2e.pictures import upload, variants

pytestmark = pytest.mark.e2e

PLATES = f"{DEMO}/read-licence-plates"
GOOD = upload("street-two-cars.jpg", sample("street-two-cars.jpg"))
BAD = upload("damaged.jpg", sample("street-one-car.jpg")[:900])


def give(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files(list(files))


@pytest.fixture
def batch(page):
    """Two good inputs around a damaged one, all computed."""
    page.goto(PLATES)
    give(page, GOOD, BAD, *variants(1, "grid"))
    done = page.get_by_test_id("output-read").get_by_test_id("node-state-read-output")
    expect(done).to_have_attribute("data-status", "succeeded")
    return page


def cells(page, node):
    return page.get_by_test_id(f"output-{node}").get_by_role("gridcell")


def test_a_damaged_input_says_so_in_its_column_and_the_rest_goes_on(batch):
    heads = batch.get_by_role("columnheader")
    expect(heads).to_have_text(["Node", "street-two-cars.jpg", "damaged.jpg", "grid-00.jpg"])
    for plate in expected("street-two-cars.jpg"):
        expect(cells(batch, "read").nth(0)).to_contain_text(plate)
    expect(cells(batch, "read").nth(1)).to_contain_text("Input 2")
    expect(cells(batch, "read").nth(2)).to_have_attribute("data-state", "done")
    expect(batch.get_by_role("status").filter(has_text="3 inputs, 1 failed")).to_be_visible()
    batch.reload()
    expect(cells(batch, "read").nth(1)).to_contain_text("Input 2")


def test_only_the_failed_ones_are_shown_on_request(batch):
    batch.get_by_role("checkbox", name="Failed only").check()
    expect(batch.get_by_role("columnheader")).to_have_text(["Node", "damaged.jpg"])
    batch.get_by_role("checkbox", name="Failed only").uncheck()
    expect(batch.get_by_role("columnheader")).to_have_count(4)


def test_keys_walk_the_grid_and_open_the_big_view(batch):
    rows = batch.locator("tbody tr")
    rows.nth(0).get_by_role("gridcell").nth(0).focus()
    batch.keyboard.press("End")
    expect(rows.nth(0).get_by_role("gridcell").nth(2)).to_be_focused()
    batch.keyboard.press("ArrowLeft")
    batch.keyboard.press("PageDown")
    expect(rows.last.get_by_role("gridcell").nth(1)).to_be_focused()
    batch.keyboard.press("Home")
    batch.keyboard.press("Enter")
    view = batch.get_by_role("dialog")
    expect(view).to_contain_text("street-two-cars.jpg · 1 of 3")
    for plate in expected("street-two-cars.jpg"):
        expect(view).to_contain_text(plate)
    batch.keyboard.press("ArrowRight")
    expect(view).to_contain_text("damaged.jpg · 2 of 3")
    expect(view).to_contain_text("Input 2")
    batch.keyboard.press("Escape")
    expect(view).to_have_count(0)
    expect(rows.last.get_by_role("gridcell").nth(1)).to_be_focused()


def test_a_click_opens_a_cell_in_full(batch):
    cells(batch, "read").nth(0).click()
    view = batch.get_by_role("dialog")
    expect(view.get_by_test_id("big-view")).to_contain_text(expected("street-two-cars.jpg")[0])
    view.get_by_role("button", name="Show input after").click()
    expect(view).to_contain_text("damaged.jpg")


def test_all_results_are_downloaded_as_json_and_csv(batch, tmp_path):
    with batch.expect_download() as download:
        batch.get_by_role("button", name="Download JSON").click()
    download.value.save_as(tmp_path / "all.json")
    inputs = json.loads((tmp_path / "all.json").read_text())["inputs"]
    assert [each["name"] for each in inputs] == [GOOD["name"], BAD["name"], "grid-00.jpg"]
    assert expected("street-two-cars.jpg")[0] in json.dumps(inputs[0]["outputs"]["read"])
    assert inputs[1]["error"]["message"].startswith("Input 2")
    with batch.expect_download() as download:
        batch.get_by_role("button", name="Download CSV").click()
    download.value.save_as(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert expected("street-two-cars.jpg")[0] in lines[0]["read.text"]
    assert lines[1]["error"].startswith("Input 2")


def test_thirty_two_inputs_fill_the_grid(page):
    page.goto(PLATES)
    give(page, *variants(32, "full"))
    expect(page.get_by_role("columnheader")).to_have_count(33)
    done = page.get_by_test_id("output-read").get_by_test_id("node-state-read-output")
    expect(done).to_have_attribute("data-status", "succeeded", timeout=90_000)
    expect(page.locator(".batch-cell:not([data-state=done])")).to_have_count(0)


def test_thirty_three_are_refused_before_anything_is_sent(page):
    page.goto(PLATES)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    give(page, *[upload(f"{number}.jpg", b"x") for number in range(33)])
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("33 files were given and one run takes up to 32")
    assert not sent


def test_when_nothing_can_be_read_no_run_starts(page, complaints):
    complaints.expect_status(422)
    page.goto(PLATES)
    give(page, BAD, {**BAD, "name": "worse.jpg"})
    expect(page.get_by_role("alert")).to_contain_text("Input 1")
    expect(page.get_by_role("grid")).to_have_count(0)
