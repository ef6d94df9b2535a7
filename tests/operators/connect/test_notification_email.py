from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Context
from runtime.contracts.outside import ConnectorError, Endpoint
from runtime.contracts.values import Image, Many, Text
from runtime.operators.connect import notification_email
from tests.contexts import Token
from tests.query.samples import ANIMALS, op


class Post:
    """A way out that keeps what is sent."""

    run, draft = "r1", False

    def __init__(self, why=None):
        self.mails, self.why = [], why

    def endpoint(self, name, offer):
        return Endpoint("post", "smtp", "mail.example.com")

    def send_mail(self, endpoint, mail, cancel):
        if self.why:
            raise ConnectorError(self.why)
        self.mails.append(mail)


def send(post, count=1, files=None, **params):
    settings = {"to": ["ana@example.com"], "message": "{{ $parameters.n }} of {{$parameters.x}}"}
    context = Context(cancel=Token(), progress=lambda done, total: None, outside=post, node="m")
    inputs = notification_email.Inputs(Many((ANIMALS,), ("n",)), files)
    params = notification_email.Params(
        **{**settings, "operations": {"n": [op("SequenceLength")]}, **params}
    )
    return notification_email.run([inputs] * count, params, context)


def test_values_are_written_into_the_message_and_unknown_ones_stay():
    post = Post()
    (outcome,) = send(post)
    assert [mail.text for mail in post.mails] == ["3 of {{$parameters.x}}"]
    assert (outcome.failed.value, outcome.throttled.value) == (False, False)


def test_a_second_one_is_too_soon():
    post = Post()
    first, second = send(post, count=2)
    assert (first.throttled.value, second.throttled.value) == (False, True)
    assert len(post.mails) == 1
    again = Post()
    send(again, count=2, cooldown_seconds=0)
    assert len(again.mails) == 2


def test_hidden_copies_go_by_themselves_and_files_go_with_each():
    post = Post()
    picture = Image(np.zeros((4, 4, 3), np.uint8))
    files = Many((Text("a,b"), picture), ("t.csv", "p.jpg"))
    send(post, files=files, copies=["bob@example.com"], hidden_copies=["eve@example.com"])
    assert [list(mail.to) for mail in post.mails] == [
        ["ana@example.com", "bob@example.com"], ["eve@example.com"],
    ]  # fmt: skip
    assert [name for name, _, _ in post.mails[0].files] == ["t.csv", "p.jpg"]
    assert post.mails[0].files[0][1:] == ("text/plain", b"a,b")


def test_it_says_what_went_wrong_and_does_not_stop_the_run():
    (outcome,) = send(Post("The mail server said no."))
    assert (outcome.failed.value, outcome.message.raw) == (True, "The mail server said no.")


def test_nothing_leaves_from_a_draft_or_when_it_is_off():
    post = Post()
    post.draft = True
    (outcome,) = send(post)
    assert "Not sent: this is a draft" in outcome.message.raw
    send(post, enabled=False, in_drafts="send")
    assert post.mails == []


def test_an_address_has_to_be_one():
    with pytest.raises(ValidationError, match="is no address"):
        notification_email.Params(to=["ana"])
