"""A run that fails says so on the canvas: where, why, and what did not run because of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas

pytestmark = pytest.mark.e2e

DETECTOR = {"id": "ppocr-v6-text-detector"}
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "find", "operator": "text-detector", "model": DETECTOR,
         "inputs": {"image": ["IN.image"]}},
        {"id": "near", "operator": "region-nearest", "params": {"query_point": "keypoint"},
         "inputs": {"regions": ["find.regions"], "targets": ["find.regions"]}},
        {"id": "crop", "operator": "image-crop",
         "inputs": {"image": ["IN.image"], "regions": ["near.regions"]}},
    ],
}  # fmt: skip


def test_a_failed_draft_run_is_explained_on_its_nodes(page, author):
    """The draft was never saved, so its models are not pinned, unlike the run's."""
    canvas = Canvas(page).open(author.new_workflow("It fails", graph=GRAPH))
    expect(page.get_by_role("article", name="IN, the workflow's inputs, set")).to_be_visible()
    page.keyboard.press("Control+Enter")
    near = canvas.node("near")
    expect(page.get_by_test_id("node-state-near")).to_have_attribute("data-status", "failed")
    expect(near).to_contain_text("key point")
    expect(page.get_by_test_id("node-state-crop")).to_have_attribute("data-status", "skipped")
    expect(page.get_by_text("stale")).to_have_count(0)
    # Another test may have asked the same of the same picture.
    expect(page.get_by_test_id("node-state-find")).to_contain_text(re.compile("ms|cached"))
