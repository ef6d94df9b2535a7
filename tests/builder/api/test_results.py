"""The public call: run a version, answer in Clarifai's shape, refuse what cannot be run."""

from __future__ import annotations

import base64
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from PIL import Image

from tests.clients import DEMO, expected, image_input, sample, text_input


def outputs(answer, index=0):
    return {item["node_id"]: item for item in answer["results"][index]["outputs"]}


def test_the_plates_workflow_reads_every_plate(api):
    answer = api.results("read-licence-plates", image_input(sample("street-two-cars.jpg")))
    assert answer.status_code == 200
    body = answer.json()
    assert body["status"]["code"] == 10000
    nodes = outputs(body)
    assert list(nodes) == ["plates", "wider", "crop", "read"]
    assert len(nodes["plates"]["data"]["regions"]) == 2
    crops = nodes["crop"]["data"]["regions"]
    assert all(base64.b64decode(crop["data"]["image"]["base64"]) for crop in crops)
    read = {
        region["id"]: region["data"]["text"]["raw"] for region in nodes["read"]["data"]["regions"]
    }
    assert sorted(read.values()) == sorted(expected("street-two-cars.jpg"))


def test_a_crops_text_comes_back_on_the_region_it_was_cut_from(api):
    body = api.results("read-licence-plates", image_input(sample("street-one-car.jpg"))).json()
    nodes = outputs(body)
    (wide,) = nodes["wider"]["data"]["regions"]
    (text,) = nodes["read"]["data"]["regions"]
    assert text["id"] == wide["id"]
    assert text["region_info"]["bounding_box"] == wide["region_info"]["bounding_box"]
    assert text["data"]["text"]["raw"] == "KT52 LMR"


def test_the_text_workflow_names_the_language_and_fills_the_prompt(api):
    nodes = outputs(api.results("read-text", image_input(sample("notice.jpg"))).json())
    lines = nodes["read"]["data"]["text"]["raw"].splitlines()
    assert lines == expected("notice.jpg")
    assert nodes["language"]["data"]["concepts"][0]["id"] == "en"
    assert "in English" in nodes["prompt"]["data"]["text"]["raw"]


def test_results_come_in_input_order_for_up_to_32_inputs(api):
    names = ["street-one-car.jpg", "gate-night.jpg"] * 16
    inputs = [image_input(sample(name), f"i{index}") for index, name in enumerate(names)]
    body = api.results("read-licence-plates", *inputs).json()
    assert [result["input"]["id"] for result in body["results"]] == [f"i{i}" for i in range(32)]
    for index, name in enumerate(names):
        (region,) = outputs(body, index)["read"]["data"]["regions"]
        assert [region["data"]["text"]["raw"]] == expected(name)


def test_files_may_be_uploaded_instead_of_base64(api):
    files = [("files", ("car.jpg", sample("street-one-car.jpg"), "image/jpeg"))]
    answer = api.post(f"{DEMO}/read-licence-plates/results", files=files)
    assert answer.status_code == 200
    assert outputs(answer.json())["read"]["data"]["regions"][0]["data"]["text"]["raw"] == "KT52 LMR"


@pytest.mark.parametrize("slash", ["", "/"])
def test_every_form_of_the_path_runs_the_same_version(api, editor, slash):
    flow = editor.get("/apps/local/demo/workflows/read-text").json()
    version = flow["published_version"]["id"]
    body = {"inputs": [image_input(sample("shop-sign.jpg"))]}
    for path in (
        f"{DEMO}/read-text/results",
        f"{DEMO}/read-text/versions/{version}/results",
        "/v2/workflows/read-text/results",
        f"/v2/workflows/read-text/versions/{version}/results",
        "/v2/users/me/apps/demo/workflows/read-text/results",
    ):
        answer = api.post(path + slash, body).json()
        assert answer["status"]["code"] == 10000, (path, answer["status"])
        assert answer["workflow"]["version"]["id"] == version


def test_the_body_may_name_user_app_and_version(api, editor):
    version = editor.get("/apps/local/demo/workflows/read-text").json()["published_version"]["id"]
    body = {
        "user_app_id": {"user_id": "local", "app_id": "demo"},
        "version_id": version,
        "inputs": [image_input(sample("shop-sign.jpg"))],
    }
    answer = api.post("/v2/workflows/read-text/results", body).json()
    assert answer["workflow"]["version"]["id"] == version


def test_json_without_a_content_type_is_read(api):
    import json

    data = json.dumps({"inputs": [image_input(sample("shop-sign.jpg"))]})
    answer = api.post(
        f"{DEMO}/read-text/results", data=data, headers={"Content-Type": "text/plain"}
    )
    assert answer.json()["status"]["code"] == 10000


def truncated():
    data = sample("street-one-car.jpg")
    return data[: len(data) // 2]


def enormous():
    out = io.BytesIO()
    Image.new("1", (40000, 40000)).save(out, "PNG")
    return out.getvalue()


BAD_PICTURES = {
    "an empty file": (b"", 40001, 400, "needs base64 or url"),
    "a truncated JPEG": (truncated, 30300, 400, "Input 1"),
    "text named .png": (b"this is no picture at all, only words", 30101, 400, "Input 1"),
    "a picture of too many pixels": (enormous, 30300, 400, "pixels"),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_is_refused_with_its_reason(api, name):
    data, code, status, word = BAD_PICTURES[name]
    data = data() if callable(data) else data
    answer = api.results("read-text", image_input(data, "shot.png"))
    assert answer.status_code == status, answer.text
    assert answer.json()["status"]["code"] == code
    assert word in answer.json()["status"]["details"]


BAD_CALLS = {
    "no inputs": ("read-text", {"inputs": []}, 40001, 400),
    "inputs that are no list": ("read-text", {"inputs": "all"}, 11100, 400),
    "33 inputs": ("read-text", {"inputs": [text_input("x")] * 33}, 40001, 400),
    "an input without data": ("read-text", {"inputs": [{}]}, 40001, 400),
    "base64 that is none": (
        "read-text", {"inputs": [{"data": {"image": {"base64": "@@@"}}}]}, 40001, 400,
    ),
    "text where a picture is wanted": ("read-text", {"inputs": [text_input("x")]}, 22001, 400),
    "a workflow that does not exist": ("gone", {"inputs": [text_input("x")]}, 22102, 404),
    "a version that does not exist": (
        "read-text", {"version_id": "0" * 32, "inputs": [text_input("x")]}, 22102, 404,
    ),
    "a URL of this machine": (
        "read-text", {"inputs": [{"data": {"image": {"url": "http://127.0.0.1:1/a.jpg"}}}]},
        39996, 400,
    ),
    "a URL that is a file": (
        "read-text", {"inputs": [{"data": {"image": {"url": "file:///etc/passwd"}}}]}, 30106, 400,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_CALLS)
def test_a_bad_call_is_refused_with_a_code_and_a_sentence(api, name):
    workflow, body, code, status = BAD_CALLS[name]
    answer = api.post(f"{DEMO}/{workflow}/results", body)
    assert answer.status_code == status
    assert answer.json()["status"]["code"] == code
    assert answer.json()["status"]["details"].endswith((".", "first."))


BAD_BODIES = {
    "not JSON": b"{inputs: 1}",
    "half a JSON": b'{"inputs": [',
    "nested too deep": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "a duplicate key": b'{"inputs": [], "inputs": []}',
    "a number that is none": b'{"inputs": NaN}',
    "a number without end": b'{"inputs": 1e999}',
    "a lone surrogate": b'{"inputs": "\\ud800"}',
    "a zero character": b'{"inputs": "\\u0000"}',
    "bytes that are no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_is_not_json_is_refused(api, name):
    answer = api.post(f"{DEMO}/read-text/results", data=BAD_BODIES[name])
    assert answer.status_code == 400
    assert answer.json()["status"]["code"] == 11100


def test_a_body_that_is_a_list_is_refused(api):
    answer = api.post(f"{DEMO}/read-text/results", [1])
    assert (answer.status_code, answer.json()["status"]["code"]) == (400, 11100)


BAD_TOKENS = {
    "none": (None, 11001),
    "another scheme": ("Basic abc", 11008),
    "a malformed one": ("Key abc", 11008),
    "an unknown one": ("Key wfb_00000000_" + "x" * 43, 11009),
}


@pytest.mark.parametrize("name", BAD_TOKENS)
def test_a_bad_token_is_refused(server, name):
    header, code = BAD_TOKENS[name]
    headers = {"Authorization": header} if header else {}
    url = f"{server.url}{DEMO}/read-text/results"
    answer = requests.post(url, json={"inputs": []}, headers=headers, timeout=30)
    assert answer.status_code == 401
    assert answer.json()["status"]["code"] == code


def test_a_wrong_method_is_refused(server, api):
    answer = requests.get(f"{server.url}{DEMO}/read-text/results", timeout=30)
    assert (answer.status_code, answer.json()["status"]["code"]) == (405, 11103)


def test_a_refused_call_leaves_no_run_behind(api, editor):
    before = len(editor.get("/apps/local/demo/workflows/read-text/runs").json()["runs"])
    api.results("read-text", image_input(sample("notice.jpg")), image_input(b""))
    after = len(editor.get("/apps/local/demo/workflows/read-text/runs").json()["runs"])
    assert before == after


def test_a_token_bound_to_one_app_does_not_see_another(server, editor):
    from tests.clients import Api

    other = editor.post("/apps", {"name": "Elsewhere", "input_type": "image"}).json()["id"]
    bound = Api(server, server.token("--app", other))
    answer = bound.results("read-text", image_input(sample("notice.jpg")))
    assert answer.status_code == 404


def test_another_users_workflow_does_not_exist(server, api):
    answer = api.post("/v2/users/weft/apps/models/workflows/read-text/results", {"inputs": []})
    assert answer.status_code == 404


def test_calls_side_by_side_answer_each_its_own(api):
    names = ["street-one-car.jpg", "gate-night.jpg", "street-two-cars.jpg"] * 3

    def call(name):
        body = api.results("read-licence-plates", image_input(sample(name))).json()
        regions = outputs(body)["read"]["data"]["regions"]
        return sorted(region["data"]["text"]["raw"] for region in regions)

    with ThreadPoolExecutor(6) as pool:
        for name, texts in zip(names, pool.map(call, names), strict=True):
            assert texts == sorted(expected(name))
