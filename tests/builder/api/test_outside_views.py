"""Faults that no view sees, such as in a session that cannot be read, are answered in our shape."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from builder.api.errors import server_error


def test_a_session_that_a_restarted_database_cannot_give_is_a_503(db, monkeypatch):
    def lost(self):
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr(SessionStore, "load", lost)
    client = Client(raise_request_exception=False)
    client.cookies["weft_session"] = "a" * 32
    answer = client.get("/api/editor/me")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "unavailable"
    assert answer["Retry-After"] == "2"


@pytest.mark.parametrize(("fault", "status"), [(OperationalError(), 503), (KeyError("x"), 500)])
def test_what_no_view_caught_says_whether_to_try_again(rf, fault, status):
    try:
        raise fault  # noqa: TRY301 - as Django holds it while it asks for the answer
    except Exception:  # noqa: BLE001
        answer = server_error(rf.get("/"))
    assert answer.status_code == status
    assert answer.has_header("Retry-After") == (status == 503)
    assert json.loads(answer.content)["error"]["message"]
