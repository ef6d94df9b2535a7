"""Connections, the secrets that go with them, and who may see what of them."""

from __future__ import annotations

import sqlite3

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings

from builder.actions.create_app import create_app
from builder.actions.keep_secret import create_secret, replace_secret
from builder.models import Secret
from builder.permissions import Actor
from builder.vault import SecretsUnavailableError, reveal, why_no_key
from config.checks import secrets_can_be_kept
from tests.connected import APP
from tests.openai_server import KEY, MODELS

OLD, NEW = "o" * 40, "n" * 40
OPENAI = {"kind": "openai", "address": "https://api.example.com/v1", "offers": ["chat"]}


@pytest.fixture
def owner(db):
    actor = Actor(User.objects.create(username="ana"))
    return actor, create_app(actor, "App", "text")


def message_of(answer):
    return answer.json()["error"]["message"]


def test_a_secret_is_told_by_its_end_and_never_again(desk, connected):
    value = "sk-only-once-1234567890"
    made = desk.post(f"{APP}/secrets", {"name": "once", "value": value})
    assert made.status_code == 201
    row = made.json()
    assert (row["name"], row["last_four"], row["used_at"]) == ("once", "7890", None)
    listed = desk.get(f"{APP}/secrets")
    assert value not in made.text + listed.text
    with sqlite3.connect(connected.server.data / "weft.sqlite3") as rows:
        kept = b"".join(each for (each,) in rows.execute("SELECT ciphertext FROM builder_secret"))
    assert value.encode() not in kept
    assert (connected.server.data / "secrets-key").stat().st_mode & 0o077 == 0
    assert desk.call("DELETE", f"{APP}/secrets/once").status_code == 204


def test_of_a_short_secret_nothing_is_told(desk):
    assert desk.post(f"{APP}/secrets", {"name": "pin", "value": "1234"}).json()["last_four"] == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": "two words", "value": "x"}, "made of letters, digits"),
        ({"name": "empty", "value": " "}, "is empty"),
        ({"name": "lines", "value": "a\nb"}, "line break"),
        ({"name": "long", "value": "x" * 8193}, "at most 8192"),
        ({"name": "list", "value": ["x"]}, "is empty"),
    ],
)
def test_a_secret_that_cannot_be_kept_is_refused(desk, body, said):
    answer = desk.post(f"{APP}/secrets", body)
    assert answer.status_code == 400
    assert said in message_of(answer)


def test_a_name_is_given_once_and_its_value_replaced(desk):
    desk.post(f"{APP}/secrets", {"name": "twice", "value": "first-value-of-it"})
    again = desk.post(f"{APP}/secrets", {"name": "twice", "value": "second-value-of-it"})
    assert again.status_code == 409
    changed = desk.put(f"{APP}/secrets/twice", {"value": "another-value-abcd"})
    assert changed.json()["last_four"] == "abcd"


def test_a_secret_that_is_needed_stays(desk):
    answer = desk.call("DELETE", f"{APP}/secrets/lender-key")
    assert answer.status_code == 409
    assert "lender" in message_of(answer)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"address": "ftp://example.com"}, "address", "is like https://"),
        ({"address": "https://user@example.com"}, "address", "without user"),
        ({"address": "https://example.com/?a=b"}, "address", "without user, ? or #"),
        ({"address": "http://127.0.0.1:9/v1"}, "address", "WEFT_CONNECTION_HOSTS=127.0.0.1:9"),
        ({"address": "http://localhost/v1"}, "address", "is a private address"),
        ({"address": "http://api.example.com", "secret": "lender-key"}, "address", "https://"),
        ({"secret": "nothing"}, "secret", "no secret nothing"),
        ({"offers": []}, "offers", "Choose what it offers"),
        ({"offers": ["chat", "tea"]}, "offers", "Choose what it offers"),
        ({"models": {"tea": "green"}}, "models", "models knows"),
        ({"kind": "gopher"}, "kind", "kind is one of"),
        ({"kind": "smtp", "address": "mail.example.com"}, "address", "smtp.example.com:587"),
        ({"kind": "smtp", "address": "m.example.com:25", "sender": "no"}, "sender", "is like"),
        (
            {"kind": "smtp", "address": "m.example.com:25", "sender": "a@b.c", "user": "u",
             "secret": "lender-key", "security": "none"},
            "security", "encrypted",
        ),
        ({"kind": "http", "header": "Host"}, "header", "not for a secret"),
    ],
)  # fmt: skip
def test_a_connection_that_cannot_be_meant_is_refused(desk, changes, field, said):
    answer = desk.post(f"{APP}/connections", {"name": "bad", **OPENAI, **changes})
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field
    assert said in message_of(answer)


def test_a_connection_is_made_changed_and_deleted(desk):
    made = desk.post(
        f"{APP}/connections", {"name": "other", **OPENAI, "models": {"chat": "m", "speech": "s"}}
    )
    assert made.json() == {
        "name": "other", "kind": "openai", "address": "https://api.example.com/v1",
        "secret": None, "offers": ["chat"], "models": {"chat": "m"},
    }  # fmt: skip
    body = {**OPENAI, "offers": ["embeddings"], "secret": "lender-key"}
    changed = desk.put(f"{APP}/connections/other", body).json()
    assert (changed["offers"], changed["secret"]) == (["embeddings"], "lender-key")
    assert desk.call("DELETE", f"{APP}/connections/other").status_code == 204
    assert desk.put(f"{APP}/connections/other", body).status_code == 404


def test_the_test_button_lists_the_models(desk, lender):
    tried = desk.post(f"{APP}/connections/lender/test").json()
    assert tried["ok"] is True
    assert tried["models"] == sorted(MODELS)
    assert lender.asked("/models")[0].headers["Authorization"] == f"Bearer {KEY}"
    used = {row["name"]: row["used_at"] for row in desk.get(f"{APP}/secrets").json()["secrets"]}
    assert used["lender-key"]


@pytest.mark.parametrize(
    ("status", "said"), [(401, "Check the connection's secret"), (404, "Check the connection's")]
)
def test_the_test_button_says_what_is_wrong(desk, lender, status, said):
    lender.fail_next[:] = [(status, {})]
    tried = desk.post(f"{APP}/connections/lender/test").json()
    assert (tried["ok"], tried["models"]) == (False, [])
    assert f"answered {status}" in tried["message"]
    assert said in tried["message"]


def test_a_redirect_is_not_followed(desk, lender):
    lender.fail_next[:] = [(302, {"Location": "http://127.0.0.1:1/"})]
    tried = desk.post(f"{APP}/connections/lender/test").json()
    assert "points elsewhere" in tried["message"]
    assert len(lender.seen) == 1


def test_another_persons_connections_do_not_exist(desk, connected):
    connected.server.manage(
        "shell", "-v", "0", "-c",
        "from django.contrib.auth.models import User;"
        "from builder.actions.create_app import create_app;"
        "from builder.permissions import Actor;"
        "create_app(Actor(User.objects.get_or_create(username='eve')[0]), 'Hers', 'text')",
    )  # fmt: skip
    for path in ("secrets", "connections", "indexes", "connections/lender", "secrets/lender-key"):
        verb = "DELETE" if "/" in path else "GET"
        assert desk.call(verb, f"/apps/eve/hers/{path}").status_code == 404
    assert desk.post("/apps/eve/hers/connections/lender/test").status_code == 404


def test_a_key_is_changed_without_losing_secrets(owner):
    actor, app = owner
    with override_settings(SECRETS_KEY=OLD):
        secret = create_secret(actor, app, "key", "the-value-of-it")
    with override_settings(SECRETS_KEY=NEW), pytest.raises(SecretsUnavailableError, match="key"):
        reveal(Secret.objects.get(pk=secret.pk))
    with override_settings(SECRETS_KEY=f"{NEW},{OLD}"):
        call_command("rotate_secrets", verbosity=0)
    with override_settings(SECRETS_KEY=NEW):
        assert reveal(Secret.objects.get(pk=secret.pk)) == "the-value-of-it"


def test_a_row_that_was_copied_to_another_app_opens_nothing(owner):
    actor, app = owner
    other = create_app(actor, "Other", "text")
    secret = create_secret(actor, app, "key", "the-value-of-it")
    copied = Secret.objects.create(app=other, name="key", ciphertext=bytes(secret.ciphertext))
    with pytest.raises(SecretsUnavailableError, match="not this app's"):
        reveal(copied)


def test_a_replaced_value_is_the_one_that_is_used(owner):
    actor, app = owner
    secret = create_secret(actor, app, "key", "the-first-value")
    replace_secret(actor, secret, "the-second-value")
    assert reveal(Secret.objects.get(pk=secret.pk)) == "the-second-value"


@pytest.mark.parametrize(
    ("keys", "level"), [("", "weft.W002"), ("short", "weft.E004"), (f"{NEW},short", "weft.E004")]
)
def test_the_start_says_when_secrets_cannot_be_kept(owner, keys, level):
    actor, app = owner
    with override_settings(SECRETS_KEY=keys):
        assert [each.id for each in secrets_can_be_kept()] == [level]
        assert why_no_key(keys)
        with pytest.raises(SecretsUnavailableError, match="WEFT_SECRETS_KEY"):
            create_secret(actor, app, "key", "value-that-is-long")


def test_a_good_key_is_not_spoken_of():
    with override_settings(SECRETS_KEY=NEW):
        assert secrets_can_be_kept() == []
