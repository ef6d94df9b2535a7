"""Connections by hand: a secret, an endpoint, its test, and a node whose words grow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.clients import Editor
from tests.connected import APP, graph, node
from tests.e2e.canvas import Canvas
from tests.openai_server import KEY
from tests.servers import running_server

pytestmark = pytest.mark.e2e

PLACE = f"{APP}/connections"


@pytest.fixture(scope="module")
def weft(tmp_path_factory, lender):
    """A server of its own, which may reach the other side."""
    folder = tmp_path_factory.mktemp("connectors")
    hosts = f"127.0.0.1:{lender.port}"
    with running_server(
        folder, ("make", "--silent", "run"), WEFT_CONNECTION_HOSTS=hosts
    ) as running:
        yield running


@pytest.fixture(scope="module")
def author(weft):
    return Editor(weft)


@pytest.fixture(scope="module")
def signed_in(browser, weft):
    context = browser.new_context()
    page = context.new_page()
    page.goto(weft.login_link())
    page.get_by_role("heading", name="Apps").wait_for()
    state = context.storage_state()
    context.close()
    return state


def test_a_connection_is_added_tested_changed_and_deleted(page, lender, author):
    page.goto(PLACE)
    expect(page.get_by_text("No node reaches outside yet.")).to_be_visible()
    page.get_by_role("button", name="Add connection").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("lender")
    dialog.get_by_label("Secret").select_option(label="A new one")
    dialog.get_by_label("Value").fill(KEY)
    dialog.get_by_label("Model for chat", exact=True).fill("echo")
    dialog.get_by_label("Address").fill(lender.url)
    dialog.get_by_role("button", name="Add connection").click()
    expect(dialog).to_be_hidden()
    row = page.get_by_test_id("connection-lender")
    expect(row).to_contain_text("Chat: echo")
    expect(row).to_contain_text("secret lender-key")
    expect(page.get_by_test_id("secret-lender-key")).to_contain_text(f"ends in {KEY[-4:]}")
    assert KEY not in page.content()
    row.get_by_role("button", name="Test connection lender").click()
    expect(row.get_by_role("status")).to_contain_text("It answers and offers")
    expect(row).to_contain_text("echo-key")
    row.get_by_role("button", name="Edit connection lender").click()
    dialog.get_by_label("Embeddings", exact=True).check()
    dialog.get_by_label("Model for embeddings").fill("words")
    dialog.get_by_role("button", name="Save connection").click()
    expect(row).to_contain_text("Embeddings: words")
    row.get_by_role("button", name="Delete connection lender").click()
    row.get_by_role("button", name="Really delete connection lender").click()
    expect(row).to_be_hidden()
    secret = page.get_by_test_id("secret-lender-key")
    secret.get_by_role("button", name="Delete secret lender-key").click()
    secret.get_by_role("button", name="Really delete secret lender-key").click()
    expect(page.get_by_text("No secret is kept yet.")).to_be_visible()
    assert author.get(f"{APP}/connections").json() == {"connections": []}


def test_a_private_address_is_refused_with_what_to_do(page, complaints):
    complaints.expect_status(400)
    page.goto(PLACE)
    page.get_by_role("button", name="Add connection").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("local")
    dialog.get_by_label("Address").fill("http://localhost:11434/v1")
    dialog.get_by_role("button", name="Add connection").click()
    expect(dialog.get_by_role("alert")).to_contain_text("WEFT_CONNECTION_HOSTS=localhost:11434")


def test_a_node_without_a_connection_says_where_to_add_one(page, author):
    canvas = Canvas(page).open(author.new_workflow("No connection"))
    expect(page.get_by_test_id("palette-connected-text-to-text")).to_contain_text(
        "needs a connection"
    )
    canvas.drop("connected-text-to-text", 400, 200)
    place = canvas.nodes().first
    expect(place).to_be_visible()
    place.locator(".node-title").click()
    expect(canvas.inspector).to_contain_text("needs a connection that offers chat")
    canvas.inspector.get_by_role("link", name="Add a connection").click()
    expect(page.get_by_role("heading", name="Connections", exact=True)).to_be_visible()


@pytest.fixture
def lent(author, lender):
    author.post(f"{APP}/secrets", {"name": "key", "value": KEY})
    made = author.post(
        f"{APP}/connections",
        {"name": "lender", "kind": "openai", "address": lender.url, "secret": "key",
         "offers": ["chat"], "models": {"chat": "slow"}},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    yield
    lender.let_go.set()
    author.call("DELETE", f"{APP}/connections/lender")
    lender.forget()


def test_words_grow_on_the_node_while_the_model_speaks(page, author, lender, lent):
    document = graph(node("ask", "connected-text-to-text", text="IN.text"))
    layout = {"nodes": {"IN": {"x": 0, "y": 0}, "ask": {"x": 300, "y": 0}}}
    flow = author.new_workflow("Speak", graph=document, layout=layout)
    canvas = Canvas(page).open(flow)
    expect(page.get_by_test_id("palette-connected-text-to-text")).to_contain_text("text")
    canvas.select("ask")
    connection = canvas.inspector.get_by_label("Connection")
    expect(connection).to_contain_text("First one (lender)")
    connection.select_option("lender")
    canvas.wait_until_saved()
    page.get_by_label("Text to run on").fill("Tell me a story")
    page.get_by_test_id("run").click()
    live = page.get_by_test_id("live-ask").first
    expect(live).to_contain_text("Once upon")
    assert "a time" not in live.inner_text()
    lender.let_go.set()
    expect(canvas.node("ask")).to_contain_text("Once upon a time")
    expect(page.get_by_test_id("live-ask")).to_have_count(0)
