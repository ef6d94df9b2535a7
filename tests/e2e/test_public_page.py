"""The public try page: its owner shares it, a stranger uses it, also inside another site's page."""

from __future__ import annotations

import http.server
import re
import threading

import pytest
from playwright.sync_api import expect

from tests.clients import expected, sample
from tests.e2e.canvas import DEMO
from tests.e2e.pictures import upload, variants
from tests.e2e.test_pages import SIZES, violations

pytestmark = pytest.mark.e2e

READ = f"{DEMO}/read-text"
NOTICE = "notice.jpg"


@pytest.fixture
def stranger(browser, weft, complaints):
    """A browser that never signed in."""
    contexts = []

    def open_one(**options):
        context = browser.new_context(
            base_url=weft.url,
            **{"viewport": SIZES["laptop"], "reduced_motion": "reduce", **options},
        )
        contexts.append(context)
        complaints.watch(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def link(author):
    """The page of the demo workflow, on, with one sample."""
    samples = author.get("/apps/local/demo/samples").json()["samples"]
    settings = {"enabled": True, "samples": [samples[0]["id"]]}
    yield author.put(f"{READ}/try-page", settings).json()["path"]
    author.put(f"{READ}/try-page", {"enabled": False, "samples": []})


def give(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files(list(files))


def test_an_owner_shares_a_page_and_takes_it_back(page, stranger, complaints):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(READ)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share a try page")
    switch = dialog.get_by_role("switch", name="Public try page")
    expect(switch).not_to_be_checked()
    expect(dialog.get_by_label("Link", exact=True)).to_have_count(0)
    switch.click()
    first = dialog.get_by_label("Link", exact=True)
    expect(first).to_have_value(re.compile(r"^http://127\.0\.0\.1:\d+/try/[\w-]{32}$"))
    old = first.input_value()
    dialog.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == old
    expect(dialog.get_by_label("Frame to embed")).to_contain_text(old)
    sample_choice = dialog.get_by_role("checkbox").first
    sample_choice.click()
    expect(sample_choice).to_be_checked()
    guest = stranger()
    guest.goto(old)
    expect(guest.get_by_role("heading", name="Read text")).to_be_visible()
    expect(guest.get_by_role("button", name=re.compile("Run on sample"))).to_have_count(1)
    complaints.expect_status(404)
    dialog.get_by_role("button", name="Replace link").click()
    expect(first).not_to_have_value(old)
    new = first.input_value()
    guest.reload()
    expect(guest.get_by_text("There is nothing to try here")).to_be_visible()
    switch.click()
    expect(switch).not_to_be_checked()
    guest.goto(new)
    expect(guest.get_by_text("switched off")).to_be_visible()


def test_a_stranger_tries_a_picture_and_finds_it_after_a_reload(stranger, link, author):
    guest = stranger()
    guest.goto(link)
    give(guest, upload(NOTICE, sample(NOTICE)))
    read = guest.get_by_test_id("output-read")
    for line in expected(NOTICE):
        expect(read).to_contain_text(line)
    expect(guest.get_by_role("status").filter(has_text="Done in")).to_be_visible()
    expect(read.locator("img, image").first).to_be_visible()
    guest.reload()
    expect(guest.get_by_test_id("output-read")).to_contain_text(expected(NOTICE)[0])
    newest = author.get(f"{READ}/runs").json()["runs"][0]
    assert newest["origin"] == "try"


def test_a_sample_runs_with_one_click_and_nothing_leads_into_weft(stranger, link):
    guest = stranger()
    guest.goto(link)
    guest.get_by_role("button", name=re.compile("Run on sample")).click()
    expect(guest.get_by_role("status").filter(has_text="Done in")).to_be_visible()
    assert guest.locator("a[href^='/']:not([href^='/api/try/'])").count() == 0
    assert guest.context.cookies() == []


def test_too_many_files_are_refused_before_they_are_sent(stranger, link):
    guest = stranger()
    guest.goto(link)
    sent = []
    guest.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    give(guest, *variants(5, "public"))
    expect(guest.get_by_role("alert")).to_contain_text("5 files were given")
    assert not sent


def test_a_page_that_was_switched_off_says_so_to_who_has_it_open(
    stranger, link, author, complaints
):
    complaints.expect_status(404)
    guest = stranger()
    guest.goto(link)
    expect(guest.get_by_role("button", name="Try your own image")).to_be_visible()
    author.put(f"{READ}/try-page", {"enabled": False})
    give(guest, upload(NOTICE, sample(NOTICE)))
    expect(guest.get_by_role("alert")).to_contain_text("switched off")


class _OtherSite(http.server.BaseHTTPRequestHandler):
    body = b""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments):
        """Silent."""


@pytest.fixture
def other_site():
    """Serves one page of somebody else's, under another host name."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _OtherSite)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_works_inside_another_site_and_nothing_else_does(
    page, link, weft, other_site, complaints
):
    """Here the visitor is signed in to Weft too, which must not matter."""
    frame = f"""<iframe src="{weft.url}{link}" width=900 height=700
      sandbox="allow-scripts allow-same-origin allow-forms"></iframe>"""
    _OtherSite.body = f"<!doctype html><title>elsewhere</title>{frame}".encode()
    page.goto(other_site)
    inside = page.frame_locator("iframe")
    with page.expect_file_chooser() as chooser:
        inside.get_by_role("button", name="Try your own image").click()
    chooser.value.set_files([upload(NOTICE, sample(NOTICE))])
    expect(inside.get_by_test_id("output-read")).to_contain_text(expected(NOTICE)[0])
    _OtherSite.body = _OtherSite.body.replace(link.encode(), DEMO.encode())
    page.goto(other_site)
    expect(page.frame_locator("iframe").locator("#root")).to_have_count(0)
    assert any("frame-ancestors" in line for line in complaints.said)
    complaints.said.clear()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_and_can_be_used_by_all(stranger, link, size, colours):
    guest = stranger(viewport=SIZES[size], color_scheme=colours)
    guest.goto(link)
    guest.get_by_role("button", name=re.compile("Run on sample")).click()
    expect(guest.get_by_role("status").filter(has_text="Done in")).to_be_visible()
    assert guest.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    found = violations(guest)
    assert not found, "\n".join(found)
