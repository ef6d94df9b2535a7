"""Mail goes out through the app's mail server, from a draft only when it is told to."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.connect import email
from tests.clients import Editor
from tests.connected import APP, graph, node, outcome
from tests.mail_server import mail_server
from tests.servers import running_server


@pytest.fixture(scope="module")
def post_office():
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def writer(tmp_path_factory, post_office):
    folder = tmp_path_factory.mktemp("mail")
    with running_server(folder, WEFT_CONNECTION_HOSTS=post_office.address) as server:
        editor = Editor(server)
        made = editor.post(
            f"{APP}/connections",
            {"name": "post", "kind": "smtp", "address": post_office.address, "security": "none",
             "sender": "Weft <weft@example.com>"},
        )  # fmt: skip
        assert made.status_code == 201, made.text
        yield editor


@pytest.fixture(autouse=True)
def empty_box(post_office):
    post_office.messages.clear()
    post_office.refuse = ""


def mail(**params):
    settings = {"to": ["ana@example.com", "bob@example.com"], **params}
    return graph(node("mail", "email", settings, text="IN.text"))


def test_a_draft_only_shows_the_message(writer, post_office):
    run = outcome(writer, mail(), texts=["2 cars\nat the gate"])
    found = run["outputs"]["mail"][0]
    assert found["sent"]["value"] is False
    assert found["message"]["value"]["subject"] == "Weft: 2 cars"
    assert post_office.messages == []


def test_a_version_sends_it(writer, post_office):
    run = outcome(writer, mail(), texts=["2 cars\nat the gate"], version=True)
    assert run["outputs"]["mail"][0]["sent"]["value"] is True
    (message,) = post_office.messages
    assert message["Subject"] == "Weft: 2 cars"
    assert (message["From"], message["To"]) == (
        "Weft <weft@example.com>", "ana@example.com, bob@example.com",
    )  # fmt: skip
    assert message.get_content().split() == ["2", "cars", "at", "the", "gate"]
    assert message["Message-ID"] == f"<{run['id']}.mail.0@example.com>"


def test_a_picture_goes_with_it(writer, post_office):
    samples = writer.get(f"{APP}/samples").json()["samples"]
    picture = next(each["id"] for each in samples if each["kind"] == "image")
    document = graph(
        node("size", "image-size", image="IN.image"),
        node("say", "text-template", {"template": "{first}"}, first="size.width"),
        node("mail", "email", {"to": ["ana@example.com"], "in_drafts": "send"},
             text="say.text", image="IN.image"),
        image="image",
    )  # fmt: skip
    run = outcome(writer, document, files=[{"sample": picture}])
    assert run["status"] == "succeeded", run["nodes"]
    (file,) = post_office.messages[0].iter_attachments()
    assert (file.get_filename(), file.get_content()[:3]) == ("picture.jpg", b"\xff\xd8\xff")


def test_an_address_that_is_not_taken_is_named(writer, post_office):
    post_office.refuse = "bob@example.com"
    run = outcome(writer, mail(to=["bob@example.com"], in_drafts="send"))
    message = run["nodes"]["mail"]["error"]["message"]
    assert "takes no mail for bob@example.com" in message


def test_a_subject_cannot_bring_in_headers(writer, post_office):
    outcome(writer, mail(in_drafts="send", subject="a\r\nBcc: eve@example.com {text}"))
    (message,) = post_office.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "a Bcc: eve@example.com hello"


def test_the_test_button_greets_the_server(writer):
    assert writer.post(f"{APP}/connections/post/test").json()["ok"] is True


@pytest.mark.parametrize("to", [["ana"], ["a@b.c, d@e.f"], ["x@y.z\r\nBcc: q@r.s"]])
def test_what_is_no_address_is_refused(to):
    with pytest.raises(ValidationError):
        email.Params(to=to)
