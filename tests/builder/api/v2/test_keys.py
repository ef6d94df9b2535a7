"""Keys, scopes, users and status codes by the public API, the same over REST and over gRPC."""

from __future__ import annotations

import pytest
import requests

from tests.builder.api.people import stranger_of
from tests.doors import DOORS

ME = {"user_app_id": {"user_id": "me"}}
FORM = r"wfb_[0-9a-z]{8}_[A-Za-z0-9_-]{43}"


@pytest.fixture(params=DOORS, ids=lambda kind: kind.name)
def door(request, server, token):
    return request.param(server, token)


@pytest.fixture(scope="module")
def other_token(server):
    """Another user's key."""
    stranger_of(server)
    return server.manage("create_token", "--user", "passer-by")


@pytest.fixture
def new_key(door, server):
    """Makes a key; answers its row and a door that uses it."""

    def make(**fields):
        answer = door.call("PostKeys", {**ME, "keys": [fields]})
        assert answer["status"]["code"] == 10000, answer
        (made,) = answer["keys"]
        return made, type(door)(server, made["id"])

    return make


def test_a_new_key_works_and_its_secret_is_told_once(door, new_key):
    made, user = new_key(description="For the robot")
    assert user.call("GetUser", ME)["user"]["id"] == "local"
    listed = door.call("ListKeys", ME)["keys"]
    (row,) = [row for row in listed if made["id"].startswith(row["id"])]
    assert row["description"] == "For the robot"
    assert len(row["id"]) == len("wfb_") + 8
    secret = made["id"].rpartition("_")[2]
    assert secret not in str(listed)
    assert door.call("GetKey", {**ME, "key_id": row["id"]})["key"]["id"] == row["id"]
    assert door.call("GetKey", {**ME, "key_id": made["id"]})["key"]["id"] == row["id"]


def test_a_deleted_key_opens_nothing(door, new_key):
    made, user = new_key()
    assert door.call("DeleteKey", {**ME, "key_id": made["id"]})["status"]["code"] == 10000
    assert user.call("GetUser", ME)["status"]["code"] == 11009
    again = door.call("DeleteKey", {**ME, "key_id": made["id"]})
    assert again["status"]["code"] == 11101
    assert made["id"].rpartition("_")[2] not in again["status"]["details"]


def test_a_key_for_one_app_with_few_scopes_does_no_more(door, new_key):
    made, user = new_key(scopes=["Predict", "Apps_Get", "Workflows_Get"], apps=[{"id": "demo"}])
    assert made["apps"][0]["id"] == "demo"
    assert made["type"] == "api_key"
    assert sorted(user.call("MyScopesUser", ME)["scopes"]) == [
        "Apps_Get", "Predict", "Workflows_Get",
    ]  # fmt: skip
    refused = user.call("ListKeys", ME)["status"]
    assert refused["code"] == 11007
    assert "Keys_Get" in refused["details"]
    deleted = user.call("DeleteApp", {"user_app_id": {"user_id": "me", "app_id": "demo"}})
    assert deleted["status"]["code"] == 11007


def test_a_limited_key_makes_none_and_deletes_only_itself(door, new_key):
    whole, _ = new_key()
    for limits in ({"scopes": ["Keys_Get", "Apps_Get"]}, {"apps": [{"id": "demo"}]}):
        made, user = new_key(**limits)
        for body in ({"description": "more"}, {"scopes": ["Predict"]}):
            assert user.call("PostKeys", {**ME, "keys": [body]})["status"]["code"] == 11007
        other = user.call("DeleteKey", {**ME, "key_id": whole["id"]})
        assert other["status"]["code"] == 11007
        assert user.call("DeleteKey", {**ME, "key_id": made["id"]})["status"]["code"] == 10000
        assert user.call("GetUser", ME)["status"]["code"] == 11009


REFUSED = {
    "no keys": ([], 11100),
    "an unknown scope": ([{"scopes": ["Concepts_Get"]}], 11100),
    "an app that is not there": ([{"apps": [{"id": "nowhere"}]}], 11101),
    "two apps": ([{"apps": [{"id": "demo"}, {"id": "demo"}]}], 11100),
    "an end": ([{"expires_at": "2030-01-01T00:00:00Z"}], 11100),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_key_that_cannot_be_made_is_refused_with_its_reason(door, name):
    keys, code = REFUSED[name]
    status = door.call("PostKeys", {**ME, "keys": keys})["status"]
    assert (status["code"], status["details"][-1]) == (code, ".")


def test_nobody_sees_makes_or_deletes_keys_of_another(door, server, other_token):
    other = type(door)(server, other_token)
    local = {"user_app_id": {"user_id": "local"}}
    mine = door.call("ListKeys", ME)["keys"][0]["id"]
    assert other.call("ListKeys", local)["status"]["code"] == 11101
    assert mine not in str(other.call("ListKeys", ME)["keys"])
    for body in ({**local, "key_id": mine}, {**ME, "key_id": mine}):
        for method in ("GetKey", "DeleteKey"):
            assert other.call(method, body)["status"]["code"] == 11101
    assert other.call("PostKeys", {**local, "keys": [{}]})["status"]["code"] == 11101


def test_pages_of_keys_end_with_an_empty_one(door, new_key):
    new_key()
    for page in range(1, 400):
        answer = door.call("ListKeys", {**ME, "page": page, "per_page": 50})
        assert answer["status"]["code"] == 10000
        if not answer.get("keys"):
            return
    raise AssertionError("the listing does not end")


def test_keys_of_one_app_are_listed_by_it(door, new_key):
    made, user = new_key(apps=[{"id": "demo"}])
    listed = user.call("ListAppKeys", {"user_app_id": {"user_id": "me", "app_id": "demo"}})["keys"]
    assert made["id"][:12] in [row["id"] for row in listed]
    assert {app["id"] for row in listed for app in row["apps"]} == {"demo"}
    assert len(user.call("ListKeys", ME)["keys"]) == len(listed)


def test_a_key_without_limits_holds_every_scope_and_method(door):
    mine = door.call("MyScopes", {"user_app_id": {"user_id": "me", "app_id": "demo"}})
    every = [row["scope"] for row in door.call("ListScopes", ME)["scope_deps"]]
    assert mine["scopes"] == every
    assert "/clarifai.api.V2/PostWorkflowResults" in mine["endpoints"]
    assert mine["app"]["id"] == "demo"
    assert "app" not in door.call("MyScopes")
    assert door.call("MyScopesRoot")["scopes"] == every


def test_a_user_is_found_when_there_is_something_of_theirs_to_see(door):
    assert door.call("GetUser")["user"]["id"] == "local"
    assert door.call("GetUser", {"user_app_id": {"user_id": "weft"}})["user"]["id"] == "weft"
    nobody = door.call("GetUser", {"user_app_id": {"user_id": "nobody-here"}})["status"]
    assert (nobody["code"], "nobody-here" in nobody["details"]) == (11101, True)


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_status_codes_are_told_without_a_key(door, server, token):
    anybody = type(door)(server, token)
    codes = {row["code"]: row for row in anybody.call("ListStatusCodes")["statuses"]}
    assert codes[21200]["description"] == "Model does not exist"
    assert len(codes) > 300
    for wanted in ("11009", "CONN_KEY_NOT_FOUND"):
        one = anybody.call("GetStatusCode", {"status_code_id": wanted})["status"]
        assert (one["code"], one["description"]) == (11009, "API key not found")
    unknown = anybody.call("GetStatusCode", {"status_code_id": "12345"})["status"]
    assert (unknown["code"], "12345" in unknown["details"]) == (11101, True)


def test_the_probe_for_tls_is_answered_without_a_key(server):
    for path in ("/v2/auth/methods", "/v2/auth/methods/"):
        answer = requests.get(server.url + path, timeout=30)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json()["status"]["code"] == 10000
