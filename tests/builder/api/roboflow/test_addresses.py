"""The door's addresses: what is there, what shadows nothing, and how refusals look everywhere."""

from __future__ import annotations

import pytest
import requests

from runtime.contracts.limits import MAX_BODY_BYTES
from tests.builder.api.people import stranger_of
from tests.builder.api.roboflow.calls import (
    Door,
    base64_of,
    definition,
    output,
    picture,
    refused,
)

ECHO = definition([output("image", "$inputs.image")])
SAVED = "/local/workflows/read-licence-plates"
POSTS = ("/workflows/run", "/infer/workflows", SAVED, "/infer/workflows/local/read-licence-plates")


@pytest.mark.parametrize(
    "path", ["/workflows/run", "/infer/workflows", SAVED, "/infer/workflows/local/read-text",
             "/workflows/validate", "/workflows/describe_interface", "/demo/workflows/read-text"]
)  # fmt: skip
def test_every_call_needs_a_key(server, path):
    body = refused(requests.post(server.url + path, json={}, timeout=30), 401)
    assert "create_token" in body["message"]


@pytest.mark.parametrize("key", ["", "nonsense", f"wfb_00000000_{'a' * 43}"])
def test_a_wrong_key_is_refused_before_the_body_is_judged(server, key):
    refused(Door(server, key).post("/workflows/run", {"specification": 3}), 401)


def test_the_first_key_counts(server, door):
    body = {"specification": ECHO, "inputs": {"image": base64_of(picture())}, "api_key": door.key}
    url = f"{server.url}/workflows/run"
    assert requests.post(url, json=body, timeout=60).status_code == 200
    assert requests.post(f"{url}?api_key={door.key}", json={**body, "api_key": "x"},
                         timeout=60).status_code == 200  # fmt: skip
    wrong = {"Authorization": "Bearer wrong"}
    refused(requests.post(url, json=body, headers=wrong, timeout=60), 401)


def test_a_body_that_is_no_object_is_refused(door):
    refused(door.post("/workflows/run", [1]))
    assert "specification" in refused(door.post("/workflows/run", {}))["message"]
    wrong = door.post("/workflows/run", {"specification": ECHO, "excluded_fields": "image"})
    assert "excluded_fields" in refused(wrong)["message"]


def test_a_broken_body_is_refused_in_the_same_shape(server, door):
    headers = {"Authorization": f"Bearer {door.key}"}
    answer = requests.post(f"{server.url}/workflows/run", data=b"{", headers=headers, timeout=30)
    assert "not JSON" in refused(answer)["message"]


def test_too_large_a_body_is_refused_in_the_same_shape(server):
    headers = {"Content-Length": str(MAX_BODY_BYTES + 1)}
    for path in POSTS:
        answer = requests.post(server.url + path, data=b"", headers=headers, timeout=30)
        assert refused(answer, 413)["error_type"] == "PayloadTooLargeError"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_verb_that_is_not_taken_is_said(server, door):
    refused(door.get("/workflows/run"), 405)


def test_pages_of_any_site_may_call(server, door):
    asked = {
        "Origin": "https://site.example", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }  # fmt: skip
    for path in (*POSTS, "/workflows/validate", f"{SAVED}/describe_interface"):
        answer = requests.options(server.url + path, headers=asked, timeout=30)
        assert answer.headers.get("Access-Control-Allow-Origin") == "*", path
    answer = requests.options(f"{server.url}/api/workflows/x", headers=asked, timeout=30)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_pages_of_the_canvas_stay_where_they_are(server, door):
    """`/apps/{user}/{app}` is a page also where the user is called workflows."""
    pages = ("/apps/workflows/demo", "/local/workflows/x", "/", "/operators/crop", "/templates")
    shells = {requests.get(server.url + path, timeout=30).text for path in pages}
    assert len(shells) == 1
    assert "<html" in shells.pop() or "not built" in requests.get(server.url, timeout=30).text
    for path in ("/api/workflows/x", "/v2/workflows/x", "/admin/workflows/x"):
        answer = door.post(path, {})
        assert "blocks_errors" not in answer.text, path


@pytest.mark.parametrize("path", [*POSTS, "/workflows/validate", f"{SAVED}/describe_interface"])
def test_a_slash_at_the_end_changes_nothing(door, path):
    """Their clients follow no redirect."""
    plain, slash = door.post(path, {}), door.post(f"{path}/", {})
    assert (slash.status_code, slash.content) == (plain.status_code, plain.content)
    assert slash.status_code in (200, 400)


@pytest.mark.parametrize(
    "path",
    ["/workflows/describe_workload", f"{SAVED}/describe_workload", "/infer/clip",
     "/workflows/", f"/{'w' * 151}/workflows/x", "/a b/workflows/c d"]
)  # fmt: skip
def test_an_address_of_theirs_that_is_not_here_says_what_is(door, path):
    assert "/workflows/run" in refused(door.post(path, {}), 404)["message"]


ODD_BODIES = {
    "nothing": (b"", "application/json"), "null": (b"null", "application/json"),
    "a list": (b"[1]", "application/json"), "a form": (b"a=b", "application/x-www-form-urlencoded"),
    "text": (b"hello", "text/plain"), "no type": (b"{}", "nonsense"),
    "an unknown charset": (b"{}", "application/json; charset=none-such"),
    "no UTF-8": (b'{"a": "\xff"}', "application/json"), "NaN": (b'{"a": NaN}', "application/json"),
    "deep": (b"[" * 5000 + b"]" * 5000, "application/json"),
    "a key twice": (b'{"a": 1, "a": 2}', "application/json"),
    "long names": (b'{"specification": {"version": "1.0", "steps": [{"type": "%b", "name": "%b"}]},'
                   b' "%b": 1}' % (b"t" * 9**5, b"n" * 9**5, b"k" * 9**5), "application/json"),
}  # fmt: skip


@pytest.mark.parametrize("body", ODD_BODIES)
def test_an_odd_body_is_refused_in_the_same_shape_everywhere(door, body):
    data, kind = ODD_BODIES[body]
    headers = {"Authorization": f"Bearer {door.key}", "Content-Type": kind}
    paths = (*POSTS, "/workflows/validate", "/workflows/describe_interface",
             "/workflows/blocks/dynamic_outputs")  # fmt: skip
    for path in paths:
        refused(requests.post(door.url + path, data=data, headers=headers, timeout=60))


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE"])
def test_other_verbs_are_refused_in_the_same_shape(door, verb):
    for path in (*POSTS, "/workflows/blocks/describe", "/workflows/definition/schema"):
        answer = requests.request(verb, door.url + path, timeout=30)
        refused(answer, 405)


def test_another_users_workflows_do_not_exist(server, door):
    stranger_of(server)
    key = server.manage("create_token", "--user", "passer-by")
    other = Door(server, key)
    body = refused(other.post(SAVED, {"inputs": {}}), 404)
    assert "no workflow" in body["message"]
    body = refused(other.run(ECHO, {"image": base64_of(picture())}), 404)
    assert "Make one first" in body["message"]


def test_a_key_without_the_right_is_refused_by_its_name(server):
    reader = Door(server, server.token("--scopes", "Workflows_Get"))
    assert "Predict" in refused(reader.post("/workflows/run", {}), 403)["message"]
    runner = Door(server, server.token("--app", "demo", "--scopes", "Predict"))
    answer = runner.post(f"{SAVED}/describe_interface", {})
    assert "Workflows_Get" in refused(answer, 403)["message"]


def test_the_interface_of_a_saved_workflow_is_told(door):
    answer = door.post(f"{SAVED}/describe_interface", {})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["inputs"] == {"image": ["image"]}
    assert body["outputs"]
    assert "image" in body["typing_hints"]


def test_a_definition_is_described_and_validated(door):
    body = door.post("/workflows/describe_interface", {"specification": ECHO}).json()
    assert body["inputs"] == {"image": ["image"]}
    assert body["outputs"] == {"image": ["image"]}
    assert door.post("/workflows/validate", ECHO).json() == {"status": "ok"}
    wrong = definition([output("x", "$inputs.imag")])
    body = refused(door.post("/workflows/validate", wrong))
    assert "Did you mean image" in body["message"]
    assert body["blocks_errors"][0]["block_id"] == "x"


def test_the_palette_is_small_and_packed_when_asked(server, door):
    answer = door.get("/workflows/blocks/describe")
    assert answer.status_code == 200
    assert len(answer.content) < 1_000_000
    assert answer.headers["Content-Encoding"] == "gzip"
    types = {block["manifest_type_identifier"] for block in answer.json()["blocks"]}
    assert "roboflow_core/dynamic_crop@v1" in types
    assert door.post("/workflows/blocks/describe", {}).json() == answer.json()
    plain = door.get("/workflows/blocks/describe", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.json() == answer.json()


def test_schema_versions_and_outputs_of_a_step_are_told(door):
    schema = door.get("/workflows/definition/schema").json()["schema"]
    assert schema["properties"]["steps"]["maxItems"] == 20
    [version] = door.get("/workflows/execution_engine/versions").json()["versions"]
    assert version.startswith("1.")
    step = {"type": "Crop", "name": "a", "images": "$inputs.image", "predictions": "$steps.b.c"}
    outputs = door.post("/workflows/blocks/dynamic_outputs", step).json()
    assert "crops" in [one["name"] for one in outputs]
    step = {"type": "roboflow_core/json_parser@v1", "name": "j", "raw_json": "$steps.b.c",
            "expected_fields": ["colour", "size"]}  # fmt: skip
    outputs = door.post("/workflows/blocks/dynamic_outputs", step).json()
    assert [one["name"] for one in outputs] == ["error_status", "colour", "size"]
    wrong = {"type": "Crpo", "name": "a"}
    assert "Crpo" in refused(door.post("/workflows/blocks/dynamic_outputs", wrong))["message"]


def test_an_address_that_is_none_is_no_stale_page(door):
    for path in ("/demo/workflows/some/describe_workload", "/nowhere"):
        answer = door.post(path, {})
        assert answer.status_code == 404
        assert answer.json()["message"].startswith("There is nothing at this address.")
