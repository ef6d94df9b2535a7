"""What others may not read through the public doors, and how much a call may ask of them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from google.protobuf.json_format import ParseDict

from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.edit_app import edit_app
from builder.actions.set_visibility import set_visibility
from builder.actions.tokens import create_token
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


def ask(actor, name, /, **body):
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


def code_of(answer):
    return answer["status"]["code"]


MANY = [{"node_id": f"missing-{number}"} for number in range(30)]
INPUTS = [{"name": f"n{number}", "type": "text"} for number in range(300)]
TOO_MUCH = {
    "node_inputs": {"nodes": [{"id": "a", "model": {"id": "prompter"}, "node_inputs": MANY}]},
    "parameters": {"nodes": [{"id": "a", "model": {
        "id": "prompter", "output_info": {"params": {f"p{number}": 1 for number in range(300)}},
    }}]},
    "inputs": {
        "nodes": [{"id": "a", "model": {"id": "prompter"}}],
        "metadata": {"weft": {"inputs": INPUTS}},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_workflow_says_no_more_than_a_workflow_can_hold(ana, app, name):
    body = {**SHOP, "workflows": [{"id": "flow", **TOO_MUCH[name]}]}
    answer = ask(ana, "PostWorkflows", **body)
    assert code_of(answer) != 10000
    assert "at most" in answer["status"]["details"]
    assert len(str(answer)) < 2000


def test_a_call_changes_or_hides_so_many_versions_at_a_time(ana, app):
    create_workflow(ana, app, "Flow", key="flow")
    many = [{"id": "x"}] * 2000
    for name, body in {
        "PatchWorkflowVersions": {"workflow_id": "flow", "workflow_versions": many},
        "DeleteWorkflowVersions": {"workflow_id": "flow", "workflow_version_ids": ["x"] * 2000},
        "PatchModelVersions": {"model_id": "mine", "model_versions": many},
        "ListModels": {"model_version_ids": ["x"] * 40_000},
    }.items():
        ask(ana, "PostModels", **SHOP, models=[{"id": "mine", "model_type_id": "prompter"}])
        answer = ask(ana, name, **SHOP, **body)
        told = answer["status"].get("details", "")
        assert code_of(answer) != 10000, name
        assert "1000" in told or "32" in told, (name, told)


def test_a_long_search_text_is_cut(ana, app):
    assert code_of(ask(ana, "ListApps", search="%" * 60_000)) == 10000
    assert ask(ana, "ListApps", name="x" * 60_000)["apps"] == []


def test_an_address_with_a_zero_character_is_a_400(client, ana, app):
    _, text = create_token(ana.user, "t")
    for path in ("/v2/users/ana/apps/shop/workflows/a%00b", "/v2/users/me/apps?search=%00"):
        assert client.get(path, headers={"authorization": f"Key {text}"}).status_code == 400, path
