"""A canvas opens with all of its graph in sight: whole, clear of what floats over it, readable."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import DEMO, Canvas, centre, node, scene

pytestmark = pytest.mark.e2e

SIZES = {"laptop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LEAST_LETTERS = 8
"""Pixels on screen of a title's letters."""


@pytest.fixture(scope="module")
def twenty(author):
    nodes = [
        node(f"find{index}", "visual-detector", model="plates", image="IN.image")
        for index in range(20)
    ]
    return author.new_workflow("Twenty nodes", **scene(*nodes, columns=5))


def box(locator):
    found = locator.bounding_box()
    assert found
    return found


def overlap(a, b):
    return (
        a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]
    )  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_twenty_nodes_open_whole_and_readable(open_page, twenty, size):
    page = open_page(viewport=SIZES[size])
    canvas = Canvas(page).open(twenty)
    area = box(canvas.area)
    floating = [box(each) for each in page.locator(".canvas-tools, .react-flow__minimap").all()]

    def is_whole():
        cards = [box(each) for each in page.locator(".canvas article.node").all()]
        return len(cards) == 21 and all(
            card["x"] >= area["x"]
            and card["y"] >= area["y"]
            and card["x"] + card["width"] <= area["x"] + area["width"]
            and card["y"] + card["height"] <= area["y"] + area["height"]
            and not any(overlap(card, other) for other in floating)
            for card in cards
        )

    page.wait_for_function("() => document.querySelector('.canvas').dataset.zoom !== 'near'")
    expect(canvas.node("find19")).to_be_in_viewport(ratio=0.99)
    assert is_whole()
    letters = canvas.node("find7").locator(".node-title").evaluate(
        "(title) => parseFloat(getComputedStyle(title).fontSize)"
        " * title.getBoundingClientRect().width / title.offsetWidth"
    )  # fmt: skip
    assert letters >= (LEAST_LETTERS if size == "laptop" else LEAST_LETTERS - 2)


def test_the_demo_opens_larger_than_needed_to_read(page):
    page.goto(f"{DEMO}/read-licence-plates/edit")
    canvas = Canvas(page)
    expect(canvas.node("read")).to_be_in_viewport(ratio=0.99)
    expect(canvas.area).to_have_attribute("data-zoom", "near")


def test_choices_are_said_as_words(page, author):
    keep = node(
        "keep",
        "region-thresholder",
        params={"concept_threshold_type": "GREATER_THAN", "value": 0.1},
        regions="find.regions",
    )
    find = node("find", "visual-detector", model="plates", image="IN.image")
    canvas = Canvas(page).open(author.new_workflow("Choices", **scene(find, keep)))
    expect(canvas.node("keep")).to_contain_text("score over 0.10")
    page.mouse.click(*centre(canvas.node("keep").locator(".node-title")))
    choice = canvas.inspector.get_by_label("Keep when the score is", exact=True)
    expect(choice.locator("option:checked")).to_have_text("over")
    choice.select_option("at least")
    expect(canvas.node("keep")).to_contain_text("score at least 0.10")


def test_a_draft_set_aside_is_looked_at_before_it_is_restored(page, author):
    find = node("find", "visual-detector", model="plates", image="IN.image")
    path = author.new_workflow("Set aside", **scene(find))
    draft = author.get(f"{path}/draft").json()
    made = author.post(f"{path}/versions", {"graph": draft["graph"], "layout": draft["layout"]})
    assert made.status_code == 201, made.text
    broken = scene(find, node("lonely", "image-crop", image="IN.image"))
    revision = author.get(f"{path}/draft").json()["revision"]
    author.put(f"{path}/draft", {"revision": revision, **broken})
    page.goto(f"{path}/edit")
    canvas = Canvas(page)
    expect(canvas.node("lonely")).to_be_visible()
    page.get_by_role("button", name="Versions").click()
    page.get_by_test_id("version-1").click()
    page.locator(".viewing-banner").get_by_role("button", name="Restore as draft").click()
    aside = page.get_by_role("list", name="Drafts set aside").get_by_role("button").first
    expect(canvas.node("lonely")).to_have_count(0)
    aside.click()
    expect(canvas.node("lonely")).to_be_visible()
    expect(page.locator(".viewing-banner")).to_contain_text("a draft set aside")
    expect(page).to_have_url(re.compile(r"\?kept="))
    page.reload()
    expect(canvas.node("lonely")).to_be_visible()
    page.get_by_role("button", name="Back to draft").click()
    expect(canvas.node("lonely")).to_have_count(0)
