"""Secrets are named by stand-ins; what they say is nowhere to be seen."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.connect import secret_names
from tests.connected import APP, graph, node, outcome
from tests.contexts import run_once

SAID = "open-sesame-123456"


def test_a_secret_is_told_by_its_stand_in_only():
    outcome = run_once(secret_names, {}, names=["SHOP_KEY", "other"])
    assert outcome.secret_1.value == "{secret:SHOP_KEY}"
    assert (outcome.secret_2.value, outcome.secret_3) == ("{secret:other}", None)
    block = secret_names.run.__weft_operator__.blocks[0]
    fields = {"variables_storing_secrets": ["SHOP_KEY", "other"]}
    assert block.out("shop_key", fields).port == "secret_1"
    assert block.out("SHOP_KEY", fields) is None


def test_names_of_the_environment_are_not_read(monkeypatch):
    monkeypatch.setenv("SHOP_KEY", "open sesame")
    outcome = run_once(secret_names, {}, names=["SHOP_KEY"])
    assert "sesame" not in repr(outcome)


def test_what_a_secret_says_is_in_no_output_no_event_and_no_body(desk, lender):
    desk.post(f"{APP}/secrets", {"name": "cave", "value": SAID})
    call = {
        "connection": "hooks", "path": "/hook", "method": "POST", "body": '{"key": "{value}"}',
        "headers": {"X-Key": "{secret:cave}"},
    }  # fmt: skip
    document = graph(
        node("keys", "secret-names", {"names": ["cave"]}),
        node("call", "http-request", call, value="keys.secret_1", text="IN.text"),
    )
    run = outcome(desk, document)
    assert run["status"] == "succeeded", run["nodes"]
    (seen,) = lender.asked("/hook")
    assert (seen.headers["X-Key"], seen.json) == (SAID, {"key": "{secret:cave}"})
    told = [desk.get(f"/runs/{run['id']}{part}").text for part in ("", "/events")]
    assert "{secret:cave}" in told[0]
    assert SAID not in "".join(told)


@pytest.mark.parametrize("name", ["", "a}b", "{a", "a" * 65, "a" * 64 + "\n"])
def test_what_cannot_be_a_name_is_refused(name):
    with pytest.raises(ValidationError, match=r"names\n.*1 to 64 characters, no braces"):
        secret_names.Params(names=["fine", name])


def test_more_names_than_there_are_ports_are_refused():
    assert run_once(secret_names, {}, names=["x"] * 8).secret_8.value == "{secret:x}"
    with pytest.raises(ValidationError, match=r"names\n.*at most 8 items"):
        secret_names.Params(names=["x"] * 9)
