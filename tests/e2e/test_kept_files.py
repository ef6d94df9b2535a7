"""What nodes kept as files is fetched from where it shows, under its own name."""

from __future__ import annotations

import json
import tarfile

import pytest
from playwright.sync_api import expect

from tests.connected import APP, graph, node, outcome

pytestmark = pytest.mark.e2e


def test_kept_files_are_fetched_from_the_page_of_the_run(open_page, author, tmp_path):
    document = graph(
        node("keep", "event-bundle", {"folder": "hall/7"}, **{"metadata.words": "IN.text"}),
        node("write", "file-writer", {"file_type": "txt", "prefix": "said"}, text="IN.text"),
    )
    run = outcome(author, document)
    page = open_page(accept_downloads=True)
    page.goto(f"{APP}/workflows/{run['workflow']}/runs/{run['id']}")
    page.get_by_test_id("node-keep").click()
    link = page.get_by_role("link", name="hall/7/event_").first
    expect(link).to_be_visible()
    with page.expect_download() as fetched:
        link.click()
    name = run["outputs"]["keep"][0]["file"]["value"]["name"]
    assert fetched.value.suggested_filename == name.removeprefix("hall/7/")
    fetched.value.save_as(tmp_path / "event.tar.gz")
    with tarfile.open(tmp_path / "event.tar.gz") as bundle:
        payload = json.load(bundle.extractfile("payload.json"))
    assert payload["customMetadata"] == {"words": "hello"}
    page.get_by_test_id("node-write").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="said_").first.click()
    fetched.value.save_as(tmp_path / "said.txt")
    assert (tmp_path / "said.txt").read_text() == "hello\n"
