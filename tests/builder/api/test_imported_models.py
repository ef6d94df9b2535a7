"""Show it: a fresh detector is dropped, understood and run in a workflow, over the real server."""

from __future__ import annotations

import time
from io import BytesIO

import psutil
import pytest
from PIL import Image, ImageDraw

from tests.clients import DEMO
from tests.inference.importing.detectors import colour_finder, constant, drawn

MODELS = "/apps/local/demo/models"
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [{"id": "find", "operator": "visual-detector", "params": {"min_value": 0.5},
               "inputs": {"image": ["IN.image"]}}],
}  # fmt: skip


def picture() -> bytes:
    """640 x 320: a red square and a blue one, each on one cell of the detector's grid."""
    canvas = Image.new("RGB", (640, 320), "white")
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((80, 0, 159, 79), fill=(255, 0, 0))
    pen.rectangle((480, 160, 559, 239), fill=(0, 0, 255))
    out = BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def drop(editor, name, data, **fields):
    files = [("files", (name, data, "application/octet-stream"))]
    answer = editor.call("POST", f"{MODELS}/inspect", files=files, data=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def keep(editor, name, data, **answers):
    proposal = drop(editor, name, data)["proposal"]
    answer = editor.post(MODELS, {"proposal": proposal, "answers": answers})
    assert answer.status_code == 201, answer.text
    return answer.json()


def workflow_with(editor, model):
    nodes = [{**GRAPH["nodes"][0], "model": {"id": model}}]
    return editor.new_workflow(f"With {model}", graph={**GRAPH, "nodes": nodes})


def ended(editor, run):
    ends_at = time.monotonic() + 60
    while time.monotonic() < ends_at:
        shown = editor.get(f"/runs/{run}").json()
        if shown["status"] not in ("queued", "running"):
            return shown
    raise AssertionError(f"the run did not end: {shown}")


def run(editor, path, data):
    graph = editor.get(f"{path}/draft").json()["graph"]
    saved = editor.post(f"{path}/versions", {"graph": graph, "layout": {}})
    assert saved.status_code == 201, saved.text
    files = [("files", ("picture.png", data, "image/png"))]
    started = editor.call("POST", f"{path}/runs", files=files, data={"version": saved.json()["id"]})
    assert started.status_code == 201, started.text
    return ended(editor, started.json()["id"])


def places(outputs):
    """Name -> top, left, bottom, right."""
    return {
        item["concepts"][0]["name"]: tuple(round(side, 3) for side in item["box"])
        for item in outputs["regions"]["items"]
    }


RIGHT = {"red": (0.0, 0.125, 0.25, 0.25), "blue": (0.5, 0.75, 0.75, 0.875)}


def test_a_fresh_detector_is_dropped_understood_and_finds_the_right_boxes(editor, api):
    found = drop(editor, "colour finder.onnx", colour_finder().SerializeToString())
    assert found["questions"] == []
    assert (found["card"]["task"], found["card"]["decoder"]) == ("detect", "yolo_v8")
    assert found["card"]["labels"] == ["red", "blue"]
    tried = editor.call(
        "POST", f"{MODELS}/try", data={"proposal": found["proposal"], "answers": "{}"},
        files={"file": ("p.png", picture(), "image/png")},
    )  # fmt: skip
    assert places(tried.json()["outputs"]) == RIGHT
    kept = editor.post(MODELS, {"proposal": found["proposal"]}).json()
    path = workflow_with(editor, kept["id"])
    shown = run(editor, path, picture())
    assert shown["status"] == "succeeded", shown
    assert places(shown["outputs"]["find"][0]) == RIGHT
    assert shown["graph"]["nodes"][0]["model"]["version"] == kept["versions"][0]["id"]
    answer = api.post(
        f"{DEMO}/{path.rpartition('/')[2]}/results", files={"file": ("p.png", picture())}
    )
    assert answer.status_code == 200, answer.text
    regions = answer.json()["results"][0]["outputs"][0]["data"]["regions"]
    assert {item["data"]["concepts"][0]["name"] for item in regions} == {"red", "blue"}


def children(server):
    """Processes of imported models, below the server."""
    return [
        child
        for child in psutil.Process(server.process.pid).children(recursive=True)
        if "runtime.inference.children.server" in " ".join(child.cmdline())
    ]


def test_it_computes_in_a_child_and_the_server_outlives_it(editor, server):
    model = keep(editor, "outlived.onnx", colour_finder(cell=16).SerializeToString())
    path = workflow_with(editor, model["id"])
    before = {child.pid for child in children(server)}
    assert run(editor, path, picture())["status"] == "succeeded"
    mine = [child for child in children(server) if child.pid not in before]
    assert mine
    for child in mine:
        child.kill()
    psutil.wait_procs(mine, 10)
    assert run(editor, path, picture() + b"\0")["status"] == "succeeded"


def test_it_is_not_there_for_another_app(editor):
    model = keep(editor, "own.onnx", colour_finder(cell=32).SerializeToString())
    other = editor.post("/apps", {"name": "Another app", "input_type": "image"}).json()["id"]
    nodes = [{**GRAPH["nodes"][0], "model": {
        "id": model["id"], "user": "local", "app": "demo", "version": model["versions"][0]["id"],
    }}]  # fmt: skip
    made = editor.post(
        f"/apps/local/{other}/workflows", {"name": "Borrow", "graph": {**GRAPH, "nodes": nodes}}
    ).json()
    path = f"/apps/local/{other}/workflows/{made['id']}"
    answer = editor.post(f"{path}/versions", {"graph": {**GRAPH, "nodes": nodes}, "layout": {}})
    assert answer.status_code == 422
    assert answer.json()["error"]["problems"][0]["node"] == "find"


@pytest.mark.parametrize("data", [b"", b"garbage" * 1000])
def test_bad_files_are_refused_and_the_server_goes_on(editor, data):
    files = [("files", ("bad.onnx", data, "application/octet-stream"))]
    answer = editor.call("POST", f"{MODELS}/inspect", files=files)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "model_truncated"
    assert editor.get("/me").status_code == 200


def test_a_token_uploads_a_model_in_one_call(api, editor):
    data = colour_finder(cell=4).SerializeToString()
    answer = api.post(
        "/v2/users/local/apps/demo/models", files={"file": ("by-token.onnx", data)},
        data={"title": "By token", "labels": '["a", "b"]'},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    model = answer.json()["model"]
    assert (model["id"], model["app_id"], model["model_type_id"]) == (
        "by-token", "demo", "visual-detector",
    )  # fmt: skip
    assert model["model_version"]["id"]
    assert editor.get(f"{MODELS}/by-token").json()["versions"][0]["card"]["labels"] == ["a", "b"]


def test_a_refused_upload_by_token_says_why_in_the_apis_shape(api):
    data = constant({"o": drawn(1, 2, 2, 2, 2)}).SerializeToString()
    answer = api.post("/v2/users/local/apps/demo/models", files={"file": ("odd.onnx", data)})
    assert answer.status_code == 400
    status = answer.json()["status"]
    assert (status["code"], "No decoder reads" in status["details"]) == (11100, True)
