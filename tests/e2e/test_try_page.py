"""The workflow's own page: every way to give it an input, a note, links that keep their state."""

from __future__ import annotations

import base64
import functools
import http.server
import os
import re
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import expect

from tests.clients import Editor, expected, sample
from tests.e2e.canvas import DEMO
from tests.servers import ROOT, running_server
from tests.web_server import web_server

pytestmark = pytest.mark.e2e

READ = f"{DEMO}/read-text"
PLATES = f"{DEMO}/read-licence-plates"
NOTICE = "notice.jpg"
ECHO = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {
            "id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
            "params": {"prompt_template": "{data.text.raw} back"},
        }
    ],
}  # fmt: skip
GIVE = """([kind, name, data]) => {
  const transfer = new DataTransfer();
  if (kind === 'text') transfer.setData('text/plain', data);
  else transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name,
    { type: kind }));
  return transfer;
}"""


def carry(page, kind, name, data):
    return page.evaluate_handle(GIVE, [kind, name, data])


def in_base64(name):
    return base64.b64encode(sample(name)).decode()


@pytest.fixture
def echo(author):
    """A workflow that starts from a text."""
    path = author.new_workflow("Echo")
    author.post(f"{path}/versions", {"graph": ECHO, "layout": {}})
    return path


def test_a_picture_is_dropped_anywhere_on_the_page(page):
    page.goto(READ)
    expect(page.get_by_role("button", name="Try your own image")).to_be_visible()
    transfer = carry(page, "image/jpeg", NOTICE, in_base64(NOTICE))
    page.dispatch_event("body", "dragover", {"dataTransfer": transfer})
    expect(page.get_by_text("Drop to run")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(page.get_by_text("Drop to run")).to_have_count(0)
    expect(page.get_by_test_id("output-read")).to_contain_text(expected(NOTICE)[0])


def test_a_picture_is_pasted(page):
    page.goto(READ)
    expect(page.get_by_role("button", name="Try your own image")).to_be_visible()
    clipboard = carry(page, "image/jpeg", NOTICE, in_base64(NOTICE))
    page.evaluate(
        "data => document.body.dispatchEvent("
        "new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))",
        clipboard,
    )
    expect(page.get_by_test_id("output-read")).to_contain_text(expected(NOTICE)[0])


def paste_text(page, text):
    page.evaluate(
        "data => document.body.dispatchEvent("
        "new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))",
        carry(page, "text", "", text),
    )


def test_a_text_is_pasted_or_written_where_the_workflow_takes_one(page, echo):
    page.goto(echo)
    expect(page.get_by_role("button", name="Try your own image")).to_have_count(0)
    expect(page.get_by_label("Address of a file")).to_have_count(0)
    field = page.get_by_label("Text to try")
    expect(field).to_be_visible()
    paste_text(page, "pasted")
    expect(page.get_by_test_id("output-say")).to_contain_text("pasted back")
    field.fill("written")
    field.press("Control+Enter")
    expect(page.get_by_test_id("output-say")).to_contain_text("written back")


def test_what_the_workflow_does_not_take_is_refused_in_words(page):
    page.goto(READ)
    expect(page.get_by_role("button", name="Try your own image")).to_be_visible()
    expect(page.get_by_label("Text to try")).to_have_count(0)
    paste_text(page, "only words")
    expect(page.get_by_role("alert")).to_contain_text("takes no text")
    film = carry(page, "video/mp4", "street.mp4", "AAAA")
    page.dispatch_event("body", "drop", {"dataTransfer": film})
    expect(page.get_by_role("alert")).to_contain_text("street.mp4 is a video")


@pytest.fixture
def pictures():
    """A web server with the sample pictures."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "builder" / "samples"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Silent."""


def test_a_private_address_is_never_fetched(page, pictures, complaints):
    complaints.expect_status(400)
    page.goto(READ)
    page.get_by_label("Address of a file").fill(f"{pictures}/{NOTICE}")
    page.get_by_role("button", name="Run file").click()
    expect(page.get_by_role("alert")).to_contain_text("not public")


def test_a_picture_is_fetched_from_its_address(browser, pictures, tmp_path):
    with running_server(tmp_path, WEFT_FETCH_PRIVATE_ADDRESSES="true") as weft:
        context = browser.new_context(base_url=weft.url)
        page = context.new_page()
        page.goto(weft.login_link())
        page.goto(READ)
        page.get_by_label("Address of a file").fill(f"{pictures}/{NOTICE}")
        page.get_by_role("button", name="Run file").click()
        expect(page.get_by_test_id("output-read")).to_contain_text(expected(NOTICE)[0])
        name = Editor(weft).get(f"{READ}/runs").json()["runs"][0]["id"]
        run = Editor(weft).get(f"/runs/{name}").json()
        assert run["inputs"][0]["name"] == NOTICE
        context.close()


def test_a_note_is_written_where_it_stands(page, echo):
    page.goto(echo)
    page.get_by_role("button", name="Add note").click()
    page.get_by_label("Note").fill("Says it back.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Says it back.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Edit note").click()
    page.get_by_label("Note").press("Escape")
    expect(page.get_by_text("Says it back.")).to_be_visible()


def test_a_picture_that_says_nothing_new_is_not_drawn_again(page):
    page.goto(PLATES)
    page.get_by_role("button", name=re.compile("Run on sample")).first.click()
    expect(page.locator(".output img").first).to_be_visible()
    repeat = page.locator(".output-repeat")
    expect(repeat).to_have_count(1)
    expect(repeat).to_contain_text("on the same picture")
    block = page.locator(".output", has=repeat)
    expect(block.locator("img")).to_have_count(0)
    repeat.get_by_role("button", name="Show picture").click()
    expect(block.locator("img").first).to_be_visible()


def test_the_calls_are_reached_by_keys_and_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(READ)
    card = page.get_by_role("region", name="Use it")
    card.get_by_role("tab", name="curl").focus()
    for language in ("Python", "Node", "Browser", "SDK", "gRPC", "inference-sdk", "Roboflow HTTP"):
        page.keyboard.press("ArrowRight")
        tab = card.get_by_role("tab", name=language, exact=True)
        expect(tab).to_be_focused()
        expect(card.get_by_role("tabpanel")).to_contain_text("WEFT_KEY")
        card.get_by_role("button", name="Copy code").click()
        expect(card.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == card.locator("pre").text_content()
        tab.focus()
    expect(card.get_by_role("link", name="create one in settings")).to_be_visible()


@pytest.mark.parametrize(
    "language", ["curl", "Python", "Node", "SDK", "gRPC", "inference-sdk", "Roboflow HTTP"]
)
def test_each_call_runs_as_printed(page, author, weft, tmp_path, language):
    page.goto(READ)
    card = page.get_by_role("region", name="Use it")
    card.get_by_role("tab", name=language, exact=True).click()
    code = card.locator("pre").text_content()
    (tmp_path / "picture.jpg").write_bytes(sample(NOTICE))
    commands = {
        "curl": ["bash", "-c", code],
        "Python": [sys.executable, "-c", code],
        "SDK": [sys.executable, "-c", code],
        "gRPC": [sys.executable, "-c", code],
        "inference-sdk": [sys.executable, "-c", code],
        "Roboflow HTTP": ["bash", "-c", code],
        "Node": ["node", "--input-type=module", "-e", code],
    }
    secret = author.post("/tokens", {"name": "printed"}).json()["secret"]
    path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        commands[language], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "WEFT_KEY": secret, "PATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # Node prints an answer in short, the SDKs what was found; the others say that it worked.
    signs = {"SDK": "regions {", "gRPC": "SUCCESS"}
    signs |= dict.fromkeys(("inference-sdk", "Roboflow HTTP"), "NEIGHBOURS!")
    sign = signs.get(language, "10000")
    assert sign in done.stdout, done.stdout


RUN_PRINTED = """async ([code, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const picture = new File([bytes], 'picture.jpg');
  let told;
  const call = (async () => {}).constructor('picture', 'console', code);
  await call(picture, { log: (answer) => { told = answer; } });
  return told.status.code;
}"""


def test_a_page_of_another_origin_runs_the_browsers_call(open_page, page, author):
    """As the docs' snippets do it: no content type, and a key in the header."""
    page.goto(READ)
    card = page.get_by_role("region", name="Use it")
    card.get_by_role("tab", name="Browser").click()
    code = card.locator("pre").text_content()
    secret = author.post("/tokens", {"name": "page"}).json()["secret"]
    picture = base64.b64encode(sample(NOTICE)).decode()
    page_of_another = b"<!doctype html><link rel=icon href=data:,><title>Elsewhere</title>"
    with web_server({"/": page_of_another}) as address:
        elsewhere = open_page()
        elsewhere.goto(address)
        told = elsewhere.evaluate(RUN_PRINTED, [code.replace("WEFT_KEY", secret), picture])
    assert told == 10000


def test_the_call_of_whichever_version_is_published_names_none(page):
    page.goto(READ)
    card = page.get_by_role("region", name="Use it")
    expect(card.locator("pre")).to_contain_text("/versions/")
    card.get_by_label("Which version the call runs").select_option("published")
    expect(card.locator("pre")).not_to_contain_text("/versions/")
    expect(card.get_by_role("button", name="Copy version id")).to_be_visible()
