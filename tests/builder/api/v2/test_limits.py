"""What others may not read through the public doors, and how much a call may ask of them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from google.protobuf.json_format import ParseDict

from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.edit_app import edit_app
from builder.actions.set_visibility import set_visibility
from builder.api.v2 import answering
from builder.api.v2.call import Call
from builder.api.v2.methods import METHODS
from builder.permissions import Actor


@pytest.fixture
def ana(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def bob(db):
    return Actor(User.objects.create(username="bob"))


@pytest.fixture
def app(ana):
    return create_app(ana, "Shop", "text", key="shop")


def ask(actor, name, **body):
    method = METHODS[name]
    message = ParseDict(body, method.request())
    return answering.answer(method, Call(actor, message, {})).body


SHOP = {"user_app_id": {"user_id": "ana", "app_id": "shop"}}


def test_a_private_app_tells_others_nothing_beside_what_is_public_in_it(ana, bob, app):
    words = {"notes": "secret", "description": "secret", "default_workflow_id": "secret"}
    edit_app(ana, app, {"card": {**words, "metadata": {"key": "secret"}}})
    set_visibility(ana, create_workflow(ana, app, "Flow", key="flow"), "public")

    for name, body in {"GetApp": SHOP, "MyScopes": SHOP, "ListApps": {}}.items():
        seen = str(ask(bob, name, **body))
        assert "shop" in seen, name
        assert "secret" not in seen, name
        assert "secret" in str(ask(ana, name, **body)), name
    set_visibility(ana, app, "public")
    assert "secret" in str(ask(bob, "GetApp", **SHOP))
