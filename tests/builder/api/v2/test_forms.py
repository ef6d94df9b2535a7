"""The forms that REST takes: long and short addresses, with a slash behind, with any content type.

Clarifai's browser snippets send JSON without a content type to the short address, with the app in
the body, `DELETE` included.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from tests.builder.api.v2.flows import HI, prompt, said, shout

FORMS = {
    "long": {},
    "slash": {"slash": True},
    "short": {"short": True},
    "short-slash": {"short": True, "slash": True},
    "text": {"short": True, "content_type": "text/plain;charset=UTF-8"},
    "untyped": {"content_type": None},
}


@pytest.fixture(params=FORMS)
def form(request, rest):
    return replace(rest, **FORMS[request.param])


def test_every_write_takes_every_form(form, rest):
    [made] = form.ok("PostWorkflows", workflows=[shout(), shout("two")])["workflows"][:1]
    nodes = [prompt("mark", "{data.text.raw}?", "wrap")]
    form.ok("PatchWorkflows", workflows=[{"id": "shout", "nodes": nodes}], action="merge")
    answer = form.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>?"]
    first = {"version_id": made["version"]["id"]}
    form.ok("PostWorkflowVersionsPublish", workflow_id="shout", publications=[first])
    form.ok("PostWorkflowVersionsUnPublish", workflow_id="shout", publications=[first])
    told = {"id": made["version"]["id"], "description": "The first."}
    form.ok("PatchWorkflowVersions", workflow_id="shout", workflow_versions=[told], action="merge")
    form.ok(
        "DeleteWorkflowVersions", workflow_id="shout", workflow_version_ids=[first["version_id"]]
    )
    form.ok("PatchWorkflowIds", ids=[{"id": "two", "new_id": "zwei"}], action="overwrite")
    form.ok("DeleteWorkflow", workflow_id="shout")
    form.ok("DeleteWorkflows", ids=["zwei"])
    assert rest.ok("ListWorkflows")["workflows"] == []


def test_every_read_takes_both_addresses(rest, shop):
    name = f"only-in-{shop}"
    [made] = rest.ok("PostWorkflows", workflows=[shout(name)])["workflows"]
    for slash in (False, True):
        short = replace(rest, short=True, slash=slash)
        assert short.ok("GetWorkflow", workflow_id=name)["workflow"] == made
        listed = short.ok("ListWorkflowVersions", workflow_id=name)["workflow_versions"]
        assert [row["id"] for row in listed] == [made["version"]["id"]]
        assert name in [row["id"] for row in short.ok("ListWorkflows")["workflows"]]


def test_me_is_the_caller(rest):
    me = rest.at("me", rest.app)
    me.ok("PostWorkflows", workflows=[shout()])
    assert me.ok("GetWorkflow", workflow_id="shout")["workflow"]["user_id"] == "local"
    names = [row["id"] for row in rest.at("me", "").ok("ListWorkflows")["workflows"]]
    assert "shout" in names


def test_enums_are_told_by_name_and_by_number(rest):
    for key, level in (("a", "PUBLIC"), ("b", 50)):
        made = rest.ok("PostWorkflows", workflows=[shout(key, visibility={"gettable": level})])
        assert made["workflows"][0]["visibility"] == {"gettable": 50}


def test_unknown_fields_are_ignored(rest):
    rest.ok("PostWorkflows", workflows=[shout(colour="blue")], favourite=3)


@pytest.mark.parametrize("body", ["[]", "{", '{"workflows": 3}', '{"workflows": [{"nodes": "x"}]}'])
def test_a_body_of_the_wrong_shape_is_told(rest, body):
    answer = requests.post(
        f"{rest.server.url}/v2/users/local/apps/{rest.app}/workflows",
        data=body, headers={"Authorization": f"Key {rest.token}"}, timeout=30,
    )  # fmt: skip
    assert (answer.status_code, answer.json()["status"]["code"]) == (400, 11100)


@pytest.mark.parametrize("path", ["", "nothing", "users/local/nothing/"])
def test_an_address_without_anything_is_told_as_clients_read_it(rest, path):
    answer = requests.get(
        f"{rest.server.url}/v2/{path}", headers={"Authorization": f"Key {rest.token}"}, timeout=30
    )
    assert (answer.status_code, answer.json()["status"]["code"]) == (404, 11101)


def test_a_page_of_another_origin_may_send_what_clients_send(rest):
    names = {"authorization", "content-type", "x-clarifai-request-id-prefix"}
    asked = {
        "Origin": "http://page.example",
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": ",".join(sorted(names)),
    }
    answer = requests.options(f"{rest.server.url}/v2/workflows", headers=asked, timeout=30)
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "DELETE" in answer.headers["Access-Control-Allow-Methods"]
    assert names <= set(allowed)
