"""Apps by the public API, the same over REST and over gRPC."""

from __future__ import annotations

import itertools

import pytest

from tests.builder.api.people import stranger_of
from tests.doors import DOORS

ME = {"user_app_id": {"user_id": "me"}}
NUMBERS = itertools.count(1)


@pytest.fixture(params=DOORS, ids=lambda kind: kind.name)
def door(request, server, token):
    return request.param(server, token)


@pytest.fixture(scope="module")
def other_token(server):
    """Another user's key."""
    stranger_of(server)
    return server.manage("create_token", "--user", "passer-by")


@pytest.fixture
def app(door):
    """The id of an app of one test's own."""
    key = f"app-{door.name}-{next(NUMBERS)}"
    made = door.call("PostApps", {**ME, "apps": [{"id": key}]})
    assert made["status"]["code"] == 10000, made
    return key


def named(app):
    return {"user_app_id": {"user_id": "me", "app_id": app}}


def test_an_app_is_made_as_clarifais_client_asks_for_it(door):
    key = f"shop-{door.name}"
    body = {
        "id": key, "description": "Counts", "default_workflow": {"id": "Universal"},
        "metadata": {"floor": 2, "tags": ["a"]}, "visibility": {"gettable": 10},
    }  # fmt: skip
    (made,) = door.call("PostApps", {**ME, "apps": [body]})["apps"]
    assert (made["id"], made["name"], made["user_id"]) == (key, key, "local")
    found = door.call("GetApp", named(key))["app"]
    assert found["description"] == "Counts"
    assert found["metadata"] == {"floor": 2, "tags": ["a"]}
    assert found["default_workflow_id"] == "Universal"
    assert found["visibility"] == {"gettable": 10}
    assert found["created_at"].endswith("Z")


def test_an_id_is_made_from_the_name_when_there_is_none(door):
    (made,) = door.call("PostApps", {**ME, "apps": [{"name": f"Bird Box {door.name}"}]})["apps"]
    assert made["id"] == f"bird-box-{door.name.lower()}"


REFUSED = {
    "no apps": ([], 11100),
    "an id that is taken": ([{"id": "demo"}], 40010),
    "an id that is none": ([{"id": "no spaces"}], 11100),
    "neither id nor name": ([{}], 11100),
    "a level that is not here": ([{"id": "org", "visibility": {"gettable": 30}}], 11100),
    "one bad among good ones": ([{"id": "never-made"}, {"id": "demo"}], 40010),
    "metadata that is too large": ([{"id": "big", "metadata": {"x": "y" * 70_000}}], 40033),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_made_is_refused_and_nothing_is_made(door, name):
    apps, code = REFUSED[name]
    answer = door.call("PostApps", {**ME, "apps": apps})
    assert answer["status"]["code"] == code
    assert answer["status"]["details"].endswith(".")
    for item in apps:
        if item.get("id", "demo") not in ("demo", "no spaces"):
            assert door.call("GetApp", named(item["id"]))["status"]["code"] == 11101


def test_merge_adds_to_the_metadata_and_overwrite_replaces_it(door, app):
    def patch(action, **fields):
        answer = door.call("PatchApps", {**ME, "action": action, "apps": [{"id": app, **fields}]})
        assert answer["status"]["code"] == 10000, answer
        return answer["apps"][0]

    patch("merge", metadata={"a": 1}, description="One")
    merged = patch("merge", metadata={"b": 2}, name="Two")
    assert (merged["metadata"], merged["description"]) == ({"a": 1, "b": 2}, "One")
    assert merged["name"] == "Two"
    assert patch("overwrite", metadata={"c": 3})["metadata"] == {"c": 3}
    patch("overwrite", image={"url": "https://pictures.example/cover.png"})
    assert door.call("GetApp", named(app))["app"]["image"]["url"].endswith("cover.png")
    assert "image" not in patch("remove", image={"url": "https://pictures.example/cover.png"})
    assert patch("merge", visibility={"gettable": 50})["visibility"]["gettable"] == 50
    assert patch("overwrite", visibility={"gettable": 10})["visibility"]["gettable"] == 10


def test_one_app_is_changed_by_its_address(door, app):
    body = {**named(app), "action": "merge", "app": {"notes": "Mind the step"}}
    assert door.call("PatchApp", body)["app"]["notes"] == "Mind the step"


def test_an_action_that_is_none_is_refused(door, app):
    answer = door.call("PatchApps", {**ME, "action": "burn", "apps": [{"id": app}]})
    assert answer["status"]["code"] == 11100
    assert "merge, overwrite, remove" in answer["status"]["details"]


def test_a_deleted_app_is_gone(door, app):
    assert door.call("DeleteApp", named(app))["status"]["code"] == 10000
    for method in ("GetApp", "DeleteApp"):
        assert door.call(method, named(app))["status"]["code"] == 11101


def test_pages_end_with_an_empty_one_that_is_a_success(door, app):
    seen = []
    for page in range(1, 200):
        answer = door.call("ListApps", {**ME, "page": page, "per_page": 2})
        assert answer["status"]["code"] == 10000
        if not answer.get("apps"):
            break
        seen += [item["id"] for item in answer["apps"]]
    assert len(seen) == len(set(seen))
    assert {app, "demo"} <= set(seen)


def test_too_many_rows_a_page_are_refused(door):
    assert door.call("ListApps", {**ME, "per_page": 1001})["status"]["code"] == 11105


def test_apps_are_found_by_a_part_of_their_name_and_sorted(door, app):
    found = door.call("ListApps", {**ME, "search": app.upper()})["apps"]
    assert [item["id"] for item in found] == [app]
    order = {"sort_by_id": True, "sort_ascending": True}
    ids = [item["id"] for item in door.call("ListApps", {**ME, **order})["apps"]]
    assert ids == sorted(ids)


def test_another_users_app_is_there_only_when_it_is_public(door, server, other_token, app):
    other = type(door)(server, other_token)
    shut = f"{app}-shut"
    door.call("PostApps", {**ME, "apps": [{"id": shut}]})
    theirs = {"user_app_id": {"user_id": "local", "app_id": app}}
    assert other.call("GetApp", theirs)["status"]["code"] == 11101
    door.call("PatchApp", {**named(app), "app": {"visibility": {"gettable": 50}}})
    assert other.call("GetApp", theirs)["app"]["id"] == app
    listed = other.call("ListApps", {"user_app_id": {"user_id": "local"}})["apps"]
    assert app in [item["id"] for item in listed]
    assert shut not in [item["id"] for item in listed]
    assert other.call("DeleteApp", theirs)["status"]["code"] == 11101
    assert other.call("PatchApp", {**theirs, "app": {"notes": "x"}})["status"]["code"] == 11101
    for method in ("PostApps", "PatchApps"):
        body = {"user_app_id": {"user_id": "local"}, "apps": [{"id": "smuggled"}]}
        assert other.call(method, body)["status"]["code"] == 11101


def test_a_key_of_one_app_sees_that_one_and_makes_none(door, server, app):
    bound = type(door)(server, server.token("--app", app))
    assert [item["id"] for item in bound.call("ListApps", ME)["apps"]] == [app]
    assert bound.call("GetApp")["app"]["id"] == app
    assert bound.call("GetApp", named("demo"))["status"]["code"] == 11101
    made = bound.call("PostApps", {**ME, "apps": [{"id": "more"}]})
    assert made["status"]["code"] == 11007
