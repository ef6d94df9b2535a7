"""Files that are no pictures, and addresses of nothing: a sentence, and the page goes on."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from tests.clients import expected, sample
from tests.e2e.canvas import DEMO
from tests.e2e.pictures import upload

pytestmark = pytest.mark.e2e

PLATES = f"{DEMO}/read-licence-plates"
BAD_FILES = {
    "text-named-png": upload("notes.png", b"Milk, bread and a picture frame.\n", "image/png"),
    "empty": upload("empty.jpg", b""),
    "truncated": upload("cut.jpg", sample("street-one-car.jpg")[:9000]),
}


def _choose(page, file):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files(file)


def _drop(page, file):
    """A drop from outside the browser, as the page sees one."""
    transfer = page.evaluate_handle(
        """({ name, mimeType, data }) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], name, { type: mimeType }));
          return transfer;
        }""",
        {**file, "buffer": None, "data": base64.b64encode(file["buffer"]).decode()},
    )
    card = page.get_by_role("region", name="Try it")
    card.dispatch_event("dragover", {"dataTransfer": transfer})
    card.dispatch_event("drop", {"dataTransfer": transfer})


@pytest.mark.parametrize("give", [_choose, _drop], ids=["chosen", "dropped"])
@pytest.mark.parametrize("file", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_refused_in_words_and_the_page_stays_usable(page, complaints, file, give):
    page.goto(PLATES)
    expect(page.get_by_role("button", name="Try your own image")).to_be_visible()
    with page.expect_response(
        lambda answer: answer.url.endswith("/runs") and answer.request.method == "POST"
    ) as refusal:
        give(page, file)
    assert refusal.value.status in {400, 413, 415, 422}
    complaints.expect_status(refusal.value.status)
    sentence = refusal.value.json()["error"]["message"]
    assert file["name"] in sentence
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    page.get_by_role("button", name="Run on sample A car in a village street").click()
    (plate,) = expected("street-one-car.jpg")
    expect(page.get_by_test_id("output-read")).to_contain_text(plate)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("address", [f"{DEMO}/no-such-workflow", f"{DEMO}/no-such-workflow/edit"])
def test_an_unknown_workflow_is_said_to_be_unknown(page, complaints, address):
    complaints.expect_status(404)
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("no-such-workflow")


def test_an_unknown_page_leads_home(page):
    page.goto("/no/such/page")
    expect(page.get_by_text("There is no page at this address")).to_be_visible()
    page.get_by_role("link", name="Show all apps").click()
    expect(page.get_by_role("heading", name="Apps")).to_be_visible()
