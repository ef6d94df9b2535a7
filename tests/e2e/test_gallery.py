"""The gallery: from the home page to a workflow that runs on a sample that came with it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_a_template_becomes_a_workflow_that_runs_on_its_sample(page):
    page.goto("/")
    page.get_by_role("button", name="Read QR and bar codes").click()
    dialog = page.get_by_role("dialog", name="Read QR and bar codes")
    expect(dialog).to_contain_text("1 sample to try it on comes with it.")
    dialog.get_by_label("Name").fill("Codes on parcels")
    dialog.get_by_role("button", name="Create workflow").click()
    expect(page).to_have_url(re.compile(r"/workflows/codes-on-parcels$"))
    page.get_by_role("button", name="Run on sample A parcel's label").click()
    expect(page.get_by_test_id("output-codes")).to_contain_text("WF48213-0907")


def test_a_batch_of_32_samples_runs_with_one_click(page, author):
    made = author.post("/apps", {"name": "A batch at once", "input_type": "image"}).json()
    page.goto(f"/templates?app={made['user']}/{made['id']}")
    page.get_by_role("button", name="A batch of 32 pictures").click()
    dialog = page.get_by_role("dialog", name="A batch of 32 pictures")
    expect(dialog).to_contain_text("32 samples to try it on come with it.")
    dialog.get_by_role("button", name="Create workflow").click()
    page.get_by_role("button", name="Run all 32 samples").click()
    expect(page.get_by_role("columnheader")).to_have_count(33)
    expect(page.locator(".batch-cell:not([data-state=done])")).to_have_count(0, timeout=60_000)
    words = page.get_by_test_id("output-words").locator(".batch-cell")
    expect(words).to_have_text(list("27182818284590452353602874713526"))
    expect(page.get_by_test_id("output-stamp").locator(".batch-cell img")).to_have_count(32)


def test_samples_of_other_templates_stay_out_of_the_batch(page, author):
    made = author.post("/apps", {"name": "Not all of them", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    one, three, _ = (
        author.post(f"{app}/workflows", {"template": template}).json()["id"]
        for template in ("judge-faces", "hide-plates", "read-32-cards")
    )
    page.goto(f"{app}/workflows/{three}")
    expect(page.get_by_role("button", name="Run all 3 samples")).to_be_visible()
    page.goto(f"{app}/workflows/{one}")
    expect(page.get_by_role("group", name="Samples").get_by_role("button")).to_have_count(36)
    expect(page.get_by_role("button", name="Run all")).to_have_count(0)


def test_templates_are_found_by_what_they_take_and_do(page):
    page.goto("/templates?app=local/demo")
    page.get_by_label("Search templates").fill("blur plates")
    expect(page.locator(".template-tile")).to_have_count(1)
    expect(page.locator(".template-tile")).to_contain_text("Hide licence plates")
    page.get_by_label("Search templates").fill("nothing of the kind")
    expect(page.get_by_text("No template matches")).to_be_visible()


def test_a_new_workflow_may_start_from_the_gallery(page):
    page.goto("/apps/local/demo")
    page.get_by_role("button", name="New workflow").click()
    page.get_by_role("link", name="start from a template").click()
    expect(page).to_have_url(re.compile(r"/templates\?app=local/demo$"))
    page.get_by_role("button", name="Check a photo").click()
    expect(page.get_by_role("dialog").get_by_label("App")).to_have_value("local/demo")
