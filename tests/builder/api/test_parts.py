"""Running a part of a draft, running a failed run again, and outputs that are pinned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clients import Editor, image_input, sample

CAR = ("car.jpg", sample("street-one-car.jpg"), "image/jpeg")


def node(name, operator, params=None, model=None, **inputs):
    made: dict[str, Any] = {"id": name, "operator": operator}
    made["inputs"] = {port: [source] for port, source in inputs.items()}
    if model:
        made["model"] = {"id": model}
    if params:
        made["params"] = params
    return made


FIND = node("find", "text-detector", model="ppocr-v6-text-detector", image="IN.image")
KEEP = node("keep", "region-thresholder", {"value": 0.1}, regions="find.regions")
CROP = node("crop", "image-crop", image="IN.image", regions="keep.regions")
READ = node("read", "optical-character-recognizer", model="ppocr-v6", image="crop.images")
LONELY = node("lonely", "image-crop", image="IN.image")


def graph(*nodes):
    return {"schema": 1, "inputs": [{"name": "image", "type": "image"}], "nodes": list(nodes)}


@pytest.fixture
def path(editor):
    return editor.new_workflow("Parts")


def start(editor, path, document, **fields):
    body = {"graph": document, "layout": {}, "pins": True, **fields}
    if "again" not in fields:
        samples = editor.get("/apps/local/demo/samples").json()["samples"]
        body["inputs"] = [{"sample": samples[0]["id"]}]
    return editor.post(f"{path}/runs", body)


def finish(editor, answer):
    assert answer.status_code == 201, answer.text
    run = answer.json()
    stream = editor.get(f"/runs/{run['id']}/stream")  # ends with the run
    assert stream.status_code == 200
    return editor.get(f"/runs/{run['id']}").json()


def ran(run):
    return {name: state["status"] for name, state in run["nodes"].items()}


def test_a_run_to_a_node_computes_what_it_waits_for_though_the_rest_is_broken(editor, path):
    answer = start(editor, path, graph(FIND, KEEP, CROP, READ, LONELY), targets=["keep"])
    run = finish(editor, answer)
    assert ran(run) == {"find": "succeeded", "keep": "succeeded"}
    assert run["targets"] == ["keep"]
    assert [each["id"] for each in run["graph"]["nodes"]] == ["find", "keep"]
    assert start(editor, path, graph(FIND, LONELY)).status_code == 422


@pytest.mark.parametrize("targets", ["keep", [], ["nobody"], [3], ["keep"] * 40, {}])
def test_targets_that_name_no_nodes_are_refused(editor, path, targets):
    answer = start(editor, path, graph(FIND, KEEP), targets=targets)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["code"] in ("bad_request", "malformed_json")


def test_a_version_runs_whole_or_not_at_all(editor, path):
    assert editor.post(f"{path}/versions", {"graph": graph(FIND), "layout": {}}).ok
    for fields in ({"targets": ["find"]}, {"pins": True}):
        answer = editor.post(f"{path}/runs", {"inputs": [], **fields})
        assert answer.status_code == 400, answer.text


def test_a_failed_run_goes_on_where_it_failed_on_the_same_input(editor, path):
    more = {"comparison": "greater than", "than": "many"}
    bad = node("enough", "compare", more, value="find.regions")
    first = finish(editor, start(editor, path, graph(FIND, bad)))
    assert ran(first) == {"find": "succeeded", "enough": "failed"}
    mended = {**bad, "params": {**more, "than": "0"}}
    answer = start(editor, path, graph(FIND, mended), again=first["id"])
    begun = answer.json()
    assert begun["nodes"]["find"]["cached"], "kept from the earlier run, before any worker took it"
    run = finish(editor, answer)
    assert ran(run) == {"find": "succeeded", "enough": "succeeded"}
    assert run["outputs"]["find"] == first["outputs"]["find"]
    assert run["inputs"] == first["inputs"]
    assert [run["nodes"][name]["cached"] for name in ("find", "enough")] == [True, False]


def test_a_run_of_another_workflow_is_not_repeated_here(editor, path):
    other = finish(editor, start(editor, editor.new_workflow("Other"), graph(FIND)))
    assert start(editor, path, graph(FIND), again=other["id"]).status_code == 404


def pin(editor, path, name, body):
    return editor.put(f"{path}/pins/{name}", body)


@pytest.fixture
def pinned(editor, path):
    run = finish(editor, start(editor, path, graph(FIND, KEEP, CROP)))
    answer = pin(editor, path, "keep", {"run": run["id"]})
    assert answer.status_code == 200, answer.text
    return run, answer.json()


def test_a_pinned_output_is_used_and_what_is_before_it_does_not_run(editor, path, pinned):
    first, kept = pinned
    assert kept["outputs"] == first["outputs"]["keep"]
    assert (kept["mocked"], kept["run_number"]) == (False, first["number"])
    run = finish(editor, start(editor, path, graph(FIND, KEEP, CROP)))
    assert ran(run) == {"keep": "succeeded", "crop": "succeeded"}
    assert (run["pinned"], run["nodes"]["keep"]["pinned"]) == (["keep"], True)
    assert run["outputs"]["keep"] == first["outputs"]["keep"]


def test_a_mocked_output_is_what_follows_sees(editor, path, pinned):
    region = {"id": "by-hand", "box": [0.1, 0.1, 0.4, 0.6]}
    mock = [{"regions": {"kind": "regions", "items": [region]}}]
    answer = pin(editor, path, "keep", {"outputs": mock})
    assert answer.status_code == 200, answer.text
    assert answer.json()["mocked"] is True
    run = finish(editor, start(editor, path, graph(FIND, KEEP, CROP)))
    crops = run["outputs"]["crop"][0]["images"]["each"]
    assert [crop["anchor"]["region"]["id"] for crop in crops] == ["by-hand"]


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ("x", "$ must be a list"),
        ([], "$ must have 1 entries"),
        ([3], "$[0] must be an object"),
        ([{"words": None}], "$[0].words is no output of this node; it has regions"),
        ([{"regions": 3}], "$[0].regions must be an object"),
        ([{"regions": {"kind": "text", "raw": "x"}}], "$[0].regions.kind is text"),
        ([{"regions": {"kind": "regions", "items": [{"id": "a", "box": [0, 0, 2, 1]}]}}],
         "$[0].regions.items[0].box[2] must be a number from 0 to 1"),
        ([{"regions": {"kind": "regions", "items": [{"id": "a", "box": [0, 0, 1]}]}}],
         "box must be four numbers"),
        ([{"regions": {"kind": "image", "blob": "f" * 64}}], "$[0].regions.kind is image"),
    ],
)  # fmt: skip
def test_a_mock_that_does_not_fit_says_where(editor, path, pinned, outputs, says):
    answer = pin(editor, path, "keep", {"outputs": outputs})
    assert answer.status_code == 422
    assert says in answer.json()["error"]["message"]
    assert editor.get(f"{path}/pins").json()["pins"][0]["mocked"] is False


def test_an_unpinned_node_computes_again(editor, path, pinned):
    assert editor.call("DELETE", f"{path}/pins/keep").status_code == 204
    assert editor.get(f"{path}/pins").json()["pins"] == []
    run = finish(editor, start(editor, path, graph(FIND, KEEP, CROP)))
    assert (run["pinned"], len(run["nodes"])) == ([], 3)


def test_a_run_that_does_not_ask_for_pins_has_none(editor, path, pinned):
    run = finish(editor, start(editor, path, graph(FIND, KEEP, CROP), pins=False))
    assert (run["pinned"], len(run["nodes"])) == ([], 3)


def test_neither_a_version_nor_the_api_knows_of_pins(editor, path, pinned, api):
    document = graph(FIND, KEEP, CROP)
    version = editor.post(f"{path}/versions", {"graph": document, "layout": {}}).json()
    assert "pin" not in str(version["graph"])
    files = [("files", CAR)]
    answer = editor.post(f"{path}/runs", data={"version": version["id"]}, files=files)
    run = finish(editor, answer)
    assert (run["pinned"], len(run["nodes"])) == ([], 3)
    key = path.rsplit("/", 1)[1]
    results = api.results(key, image_input(sample("street-two-cars.jpg"))).json()
    assert results["status"]["code"] == 10000
    newest = editor.get(f"{path}/runs").json()["runs"][0]
    assert (newest["origin"], newest["pinned"]) == ("api", [])


def test_a_pin_that_no_longer_fits_is_refused_with_its_cure(editor, path):
    document = graph(FIND, CROP | {"inputs": {"image": ["IN.image"], "regions": ["find.regions"]}},
                     READ)  # fmt: skip
    run = finish(editor, start(editor, path, document))
    assert pin(editor, path, "read", {"run": run["id"]}).ok
    flat = READ | {"inputs": {"image": ["IN.image"]}}
    answer = start(editor, path, graph(flat))
    assert answer.status_code == 409
    assert "Unpin it" in answer.json()["error"]["message"]


def test_a_node_without_a_result_cannot_be_pinned(editor, path, pinned):
    first, _ = pinned
    assert pin(editor, path, "nobody", {"run": first["id"]}).status_code == 404
    assert pin(editor, path, "crop", {"outputs": []}).status_code == 404
    assert pin(editor, path, "crop", {}).status_code == 400


def test_pins_of_others_are_out_of_reach(server, path, pinned):
    server.manage(
        "shell", "-v", "0", "-c",
        "from django.contrib.auth.models import User;"
        "User.objects.filter(username='mallory').exists()"
        " or User.objects.create_user('mallory', password='x-long-enough-9')",
    )  # fmt: skip
    code = server.manage(
        "shell", "-v", "0", "-c",
        "from builder.actions.login_links import make_login_code as m;"
        "from django.contrib.auth.models import User;"
        "print(m(User.objects.get(username='mallory')))",
    ).splitlines()[-1]  # fmt: skip
    mallory = Editor(server, f"{server.url}/login/{code}")
    assert mallory.get(f"{path}/pins").status_code == 404
    assert mallory.put(f"{path}/pins/keep", {"run": pinned[0]["id"]}).status_code == 404
    assert mallory.call("DELETE", f"{path}/pins/keep").status_code == 404
