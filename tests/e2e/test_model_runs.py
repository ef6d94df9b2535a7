"""A program ran one model by itself: the history shows it like any other run."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.clarifai_clients import Rest
from tests.clients import image_input, sample


def test_a_run_of_one_model_is_looked_at_and_run_again(page, weft, author):
    made = author.post("/apps", {"name": "Single models", "input_type": "image"})
    app = made.json()["id"]
    door = Rest(weft, weft.token(), "local", app)
    picture = image_input(sample("street-two-cars.jpg"), "street.jpg")
    door.ok("PostModelOutputs", model_id="plates", inputs=[picture])
    page.goto(f"{weft.url}/apps/local/{app}/runs")
    row = page.get_by_test_id("run-line-1")
    expect(row).to_contain_text("plates")
    expect(row).to_contain_text("street.jpg")
    row.click()
    expect(page.get_by_role("heading", name="Run 1")).to_be_visible()
    expect(page.get_by_text("model · 1 input · by local from API")).to_be_visible()
    expect(page.get_by_text("Open in editor")).to_have_count(0)
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_role("heading", name="Run 2")).to_be_visible()
    expect(page.get_by_test_id("run-page").get_by_text("done", exact=True)).to_be_visible()
    page.goto(f"{weft.url}/apps/local/{app}/runs")
    expect(page.get_by_test_id("run-line-2")).to_contain_text("plates")
