"""The editor's API: apps, drafts that are never overwritten, versions that never change."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
import requests

from runtime import registry
from tests.clients import Editor, sample

READ: dict[str, Any] = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {
            "id": "read", "operator": "optical-character-recognizer",
            "model": {"id": "ppocr-v6"}, "inputs": {"image": ["IN.image"]},
        }
    ],
}  # fmt: skip
BROKEN = {**READ, "nodes": [{**READ["nodes"][0], "inputs": {}}]}


def save(editor, path, graph=READ, **body):
    return editor.post(f"{path}/versions", {"graph": graph, "layout": {}, **body})


def test_nobody_gets_in_without_a_session(server):
    for path in ("/me", "/apps", "/catalogue", "/models", "/tokens", "/runs/x"):
        answer = requests.get(f"{server.url}/api/editor{path}", timeout=30)
        assert answer.status_code == 401, path
        assert answer.json()["error"]["code"] == "unauthorized"


def test_a_login_link_works_once(server, editor):
    link = server.login_link()
    first, second = requests.Session(), requests.Session()
    first.get(link, timeout=30)
    second.get(link, timeout=30)
    me = f"{server.url}/api/editor/me"
    assert first.get(me, timeout=30).json()["id"] == "local"
    assert second.get(me, timeout=30).status_code == 401


def test_a_write_without_the_csrf_token_is_refused(server, editor):
    answer = requests.post(
        f"{server.url}/api/editor/apps", json={"name": "x"},
        cookies=editor.session.cookies.get_dict(), timeout=30,
    )  # fmt: skip
    assert answer.status_code == 403


def test_guessing_a_password_is_slowed_down(server):
    url = f"{server.url}/api/editor/sign-in"
    guess = {"username": "nobody", "password": "wrong"}
    codes = [requests.post(url, json=guess, timeout=30).status_code for _ in range(10)]
    assert codes[0] == 401
    assert codes[-1] == 429


def test_the_catalogue_describes_every_operator(editor):
    catalogue = editor.get("/catalogue").json()
    cards = {card["id"]: card for card in catalogue["operators"]}
    crop = cards["image-crop"]
    assert [port["name"] for port in crop["inputs"]] == ["image", "regions"]
    assert crop["outputs"][0]["each"] is True
    assert cards["visual-detector"]["params"]["properties"]["min_value"]["maximum"] == 1
    assert all(card["hint"] and card["docs"] and card["icon"] for card in cards.values())


def test_models_are_found_by_task_and_words(editor):
    models = editor.get("/models?task=detect&search=plate").json()["models"]
    assert [model["id"] for model in models] == ["plates"]
    assert models[0]["versions"][0]["number"] >= 1


def test_a_new_app_gets_an_id_from_its_name(editor):
    made = editor.post("/apps", {"name": "  Car   park  ", "input_type": "image"}).json()
    assert (made["id"], made["name"]) == ("car-park", "Car park")
    again = editor.post("/apps", {"name": "Car park", "input_type": "text"}).json()
    assert again["id"] == "car-park-2"


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": 3}, {"name": "a\u202eb"}, {"name": "x" * 200},
     {"name": "x", "input_type": "smell"}],
)  # fmt: skip
def test_a_bad_app_is_refused(editor, body):
    answer = editor.post("/apps", body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_request"


def test_a_broken_draft_is_kept_with_its_problems(editor):
    path = editor.new_workflow()
    body = {"revision": 1, "graph": BROKEN, "layout": {}}
    draft = editor.put(f"{path}/draft", body).json()
    assert draft["revision"] == 2
    assert [problem["code"] for problem in draft["problems"]] == ["missing_input"]


def test_a_stale_draft_never_overwrites_a_newer_one(editor):
    path = editor.new_workflow()
    assert editor.put(f"{path}/draft", {"revision": 1, "graph": READ, "layout": {}}).ok
    late = editor.put(f"{path}/draft", {"revision": 1, "graph": BROKEN, "layout": {}})
    assert late.status_code == 412
    assert late.json()["error"]["draft"]["graph"]["nodes"][0]["inputs"] == {"image": ["IN.image"]}


def test_a_malformed_draft_is_refused_and_nothing_is_saved(editor):
    path = editor.new_workflow()
    answer = editor.put(f"{path}/draft", {"revision": 1, "graph": {"nodes": 3}, "layout": {}})
    assert answer.status_code == 422
    assert editor.get(f"{path}/draft").json()["revision"] == 1


def test_a_broken_graph_is_no_version_and_every_problem_is_named(editor):
    path = editor.new_workflow()
    node = READ["nodes"][0]
    graph = {**READ, "nodes": [{**node, "inputs": {}}, {**node, "id": "b", "model": {"id": "zzz"}}]}
    answer = save(editor, path, graph)
    assert answer.status_code == 422
    codes = {problem["code"] for problem in answer.json()["error"]["problems"]}
    assert codes == {"missing_input", "unknown_model"}
    assert editor.get(path).json()["versions"] == []


def test_versions_count_up_pin_their_models_and_say_what_changed(editor):
    path = editor.new_workflow()
    first = save(editor, path, name="plain").json()
    assert (first["number"], first["summary"], first["published"]) == (1, "", True)
    assert first["graph"]["nodes"][0]["model"]["version"]
    more = {
        **READ,
        "nodes": [*READ["nodes"],
                  {"id": "say", "operator": "prompter", "inputs": {"text": ["read.text"]},
                   "params": {"prompt_template": "{data.text.raw}"}}],
    }  # fmt: skip
    second = save(editor, path, more).json()
    assert (second["number"], second["summary"]) == (2, "+1 node")
    assert editor.get(f"{path}/versions/{first['id']}").json()["graph"] == first["graph"]


def test_a_saved_version_never_changes_though_its_name_may(editor):
    path = editor.new_workflow()
    version = save(editor, path).json()
    at = f"{path}/versions/{version['id']}"
    renamed = editor.call("PATCH", at, {"name": "better", "graph": BROKEN, "number": 9}).json()
    assert renamed["name"] == "better"
    assert editor.get(at).json()["graph"] == version["graph"]
    assert editor.get(at).json()["number"] == 1


def test_the_database_itself_refuses_to_change_a_version(server, editor):
    path = editor.new_workflow()
    version = save(editor, path).json()["id"]
    with sqlite3.connect(server.data / "weft.sqlite3") as rows:
        for statement in (
            "UPDATE builder_version SET graph = '{}' WHERE id = ?",
            "DELETE FROM builder_version WHERE id = ?",
            "UPDATE builder_version SET number = 7 WHERE id = ?",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never change"):
                rows.execute(statement, [version])


def test_publishing_points_callers_at_another_version(editor):
    path = editor.new_workflow()
    first, second = save(editor, path).json(), save(editor, path).json()
    assert editor.get(path).json()["published_version"]["id"] == second["id"]
    editor.post(f"{path}/publish", {"version": first["id"]})
    assert editor.get(path).json()["published_version"]["id"] == first["id"]


def test_two_people_who_save_at_once_get_different_numbers(server, editor):
    from concurrent.futures import ThreadPoolExecutor

    path = editor.new_workflow()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: save(editor, path), range(8)))
    assert sorted(answer.json()["number"] for answer in answers) == list(range(1, 9))


def test_a_draft_runs_without_being_saved(editor):
    path = editor.new_workflow()
    files = [("files", ("notice.jpg", sample("notice.jpg"), "image/jpeg"))]
    data = {"graph": json.dumps(READ), "layout": "{}"}
    run = editor.post(f"{path}/runs", data=data, files=files).json()
    assert run["version"] is None
    assert run["seq"] >= 1
    assert editor.get(path).json()["versions"] == []


def test_files_are_served_inert_and_small_on_request(editor, server):
    entry = editor.get("/apps/local/demo/samples").json()["samples"][0]
    path = f"/apps/local/demo/blobs/{entry['blob']}"
    whole, small = editor.get(path), editor.get(f"{path}?w=320")
    assert whole.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert len(small.content) < len(whole.content)
    assert editor.get(f"{path}?w=9999").status_code == 400
    assert requests.get(server.url + "/api/editor" + path, timeout=30).status_code == 401


def test_another_apps_file_cannot_be_read(editor):
    other = editor.post("/apps", {"name": "Empty room", "input_type": "image"}).json()["id"]
    entry = editor.get("/apps/local/demo/samples").json()["samples"][0]
    assert editor.get(f"/apps/local/{other}/blobs/{entry['blob']}").status_code == 404


def test_a_token_is_shown_once_and_can_be_revoked(server, editor):
    made = editor.post("/tokens", {"name": "for a test"}).json()
    assert made["secret"].startswith("wfb_")
    listed = editor.get("/tokens").json()["tokens"]
    assert made["id"] in [row["id"] for row in listed]
    assert all("secret" not in row for row in listed)
    assert editor.call("DELETE", f"/tokens/{made['id']}").status_code == 204
    headers = {"Authorization": f"Key {made['secret']}"}
    url = f"{server.url}/v2/workflows/read-text/results"
    assert requests.post(url, json={}, headers=headers, timeout=30).status_code == 401


def test_a_deleted_workflow_is_gone_and_its_name_is_free(editor):
    path = editor.new_workflow("Short lived")
    save(editor, path)
    assert editor.call("DELETE", path).status_code == 204
    assert editor.get(path).status_code == 404
    assert editor.new_workflow("Short lived") == path


def test_another_user_sees_nothing_of_this(server, editor):
    server.manage(
        "shell", "-v", "0", "-c",
        "from django.contrib.auth.models import User;"
        "User.objects.create_user('stranger', password='correct horse battery')",
    )  # fmt: skip
    stranger = requests.Session()
    body = {"username": "stranger", "password": "correct horse battery"}
    me = stranger.post(f"{server.url}/api/editor/sign-in", json=body, timeout=30)
    assert me.status_code == 200
    run = editor.get("/apps/local/demo/workflows/read-text/runs").json()["runs"]
    paths = ["/apps/local/demo", "/apps/local/demo/workflows", "/apps/local/demo/samples",
             "/apps/local/demo/workflows/read-text", "/apps/local/demo/workflows/read-text/draft",
             *[f"/runs/{row['id']}{end}" for row in run[:1] for end in ("", "/events")],
    ]  # fmt: skip
    for path in paths:
        answer = stranger.get(f"{server.url}/api/editor{path}", timeout=30)
        assert answer.status_code == 404, path
    assert stranger.get(f"{server.url}/api/editor/apps", timeout=30).json() == {"apps": []}


def test_pages_carry_a_strict_policy(server):
    answer = requests.get(f"{server.url}/", timeout=30)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_an_address_that_is_nowhere_answers_json(server):
    answer = requests.get(f"{server.url}/api/nowhere", timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_the_graph_schema_and_the_openapi_document_are_served(server):
    schema = requests.get(f"{server.url}/api/graph-schema", timeout=30).json()
    assert "nodes" in schema["properties"]
    assert requests.get(f"{server.url}/api/schema/", timeout=30).status_code == 200


def test_editor_client_signs_in_by_link(server):
    me = Editor(server).get("/me").json()
    assert me["is_local"] is True
    assert me["grpc"] == f"http://127.0.0.1:{server.environment['GRPC_PORT']}"


def test_a_batch_runs_what_can_be_read_and_tells_the_rest(editor):
    path = "/apps/local/demo/workflows/read-text"
    names = ("notice.jpg", "broken.jpg", "menu.jpg")
    files = [
        ("files", (name, sample(name) if name != "broken.jpg" else b"\xff\xd8\xff", "image/jpeg"))
        for name in names
    ]
    assert editor.post(f"{path}/runs", files=files).status_code == 422
    run = editor.post(f"{path}/runs", data={"refused": "keep"}, files=files).json()
    assert [each["name"] for each in run["inputs"]] == ["notice.jpg", "menu.jpg"]
    (refused,) = run["refused"]
    assert (refused["place"], refused["name"]) == (1, "broken.jpg")
    assert refused["error"]["message"].startswith("Input 2")
    assert editor.get(f"/runs/{run['id']}").json()["refused"] == run["refused"]
    only = editor.post(f"{path}/runs", data={"refused": "keep"}, files=[files[1]])
    assert only.status_code == 422


def test_the_schema_and_the_catalogue_tell_of_gates_lists_and_several_wires(server, editor):
    schema = requests.get(f"{server.url}/api/graph-schema", timeout=30).json()["$defs"]
    assert schema["NodeSpec"]["properties"]["when"]["items"] == {"type": "string"}
    assert schema["GraphInput"]["properties"]["levels"]["maximum"] == 4
    told = {
        (card["id"], port["name"])
        for card in editor.get("/catalogue").json()["operators"]
        for port in card["inputs"]
        if port.get("many")
    }
    assert told == {
        (operator.id, port.name)
        for operator in registry.operators().values()
        for port in operator.inputs.values()
        if port.many
    }
