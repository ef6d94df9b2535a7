"""Calls are runs: kept, seen in the history, told when they fail, and stopped at their sinks."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image

from tests.builder.api.roboflow.calls import base64_of, definition, output, picture, refused

CUT = {
    "type": "AbsoluteStaticCrop", "name": "cut", "images": "$inputs.image", "x_center": 10,
    "y_center": 10, "width": 8, "height": 6,
}  # fmt: skip
CROP = definition([output("crop", "$steps.cut.crops")], [CUT])
OUTSIDE = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "edge", "operator": "image-crop-fixed", "inputs": {"image": ["IN.image"]},
         "params": {"unit": "pixels", "x_center": 900, "y_center": 900, "width": 5, "height": 5,
                    "outside": "fail"}},
        {"id": "grey", "operator": "image-grayscale", "inputs": {"image": ["edge.image"]}},
    ],
    "outputs": [{"name": "grey", "source": "grey.image"}],
}  # fmt: skip
GREY = {
    **OUTSIDE,
    "nodes": [
        {"id": "grey", "operator": "image-grayscale", "inputs": {"image": ["IN.image"]}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def flow(editor):
    """A saved workflow that fails; answers its id."""
    path = editor.new_workflow("Fails at the edge")
    made = editor.post(f"{path}/versions", {"graph": OUTSIDE, "layout": {}})
    assert made.status_code == 201, made.text
    return path.rpartition("/")[2]


def pixels_of(told):
    data = base64.b64decode(told["value"])
    assert data.startswith(b"\xff\xd8")
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_a_crop_comes_back_in_its_colours_and_says_where_it_lay(door):
    [found] = door.outputs(CROP, {"image": base64_of(picture((250, 20, 30)))})
    crop = found["crop"]
    pixels = pixels_of(crop)
    assert pixels.shape == (6, 8, 3)
    assert np.abs(pixels.astype(int) - (250, 20, 30)).max() < 8
    origin = {"offset_x": 6, "offset_y": 7, "width": 40, "height": 30}
    assert crop["root_parent_origin"] == origin
    assert crop["root_parent_id"] == "image"


def test_a_call_is_a_run_that_the_history_shows(door, editor):
    door.outputs(CROP, {"image": [base64_of(picture())] * 2})
    [run, *_] = editor.get("/apps/local/demo/runs?origin=api&limit=1").json()["runs"]
    assert run["origin"] == "roboflow"
    assert run["status"] == "succeeded"
    assert run["of_model"] is True
    whole = editor.get(f"/runs/{run['id']}").json()
    assert [node["id"] for node in whole["graph"]["nodes"]] == ["cut"]
    assert len(whole["inputs"]) == 2
    listed = editor.get("/apps/local/demo/workflows").json()["workflows"]
    assert "Roboflow call" not in [one["name"] for one in listed]


def test_a_call_that_is_sent_twice_with_one_key_runs_once(door, editor):
    key = {"Idempotency-Key": "roboflow-once"}
    body = {"specification": CROP, "inputs": {"image": base64_of(picture((1, 2, 3)))}}
    first = door.post("/workflows/run", body, headers=key)
    before = editor.get("/apps/local/demo/runs?limit=1").json()["runs"][0]["id"]
    again = door.post("/workflows/run", body, headers=key)
    assert first.json() == again.json()
    assert editor.get("/apps/local/demo/runs?limit=1").json()["runs"][0]["id"] == before
    other = {**body, "inputs": {"image": base64_of(picture((9, 9, 9)))}}
    assert "Idempotency-Key" in refused(door.post("/workflows/run", other, headers=key))["message"]


def test_a_secret_is_hidden_in_the_answer_and_in_the_history(door, editor):
    told = {"type": "WorkflowBatchInput", "name": "key", "kind": ["secret"]}
    step = {"type": "roboflow_core/property_definition@v1", "name": "size", "data": "$inputs.key",
            "operations": [{"type": "SequenceLength"}]}  # fmt: skip
    asked = definition(
        [output("key", "$inputs.key"), output("size", "$steps.size.output")], [step], [told]
    )
    once = {"Idempotency-Key": "secret-once"}
    body = {"specification": asked, "inputs": {"key": ["hush", "long-secret-value"]}}
    answers = [door.post("/workflows/run", body, headers=once).json()["outputs"] for _ in range(2)]
    wanted = [{"key": "********", "size": 4}, {"key": "lo********ue", "size": 17}]
    assert answers == [wanted, wanted]
    newest = editor.get("/apps/local/demo/runs?limit=1").json()["runs"][0]["id"]
    shown = editor.get(f"/runs/{newest}").text
    assert "lo********ue" in shown
    assert "hush" not in shown
    assert "long-secret-value" not in shown


def test_a_step_that_fails_is_named_with_its_reason(door, flow):
    body = refused(
        door.post(f"/demo/workflows/{flow}", {"inputs": {"image": base64_of(picture())}})
    )
    assert body["error_type"] == "StepExecutionError"
    assert "edge" in body["message"]
    assert "outside the picture" in body["inner_error_message"]
    [entry] = [one for one in body["blocks_errors"] if one["block_id"] == "edge"]
    assert entry["block_type"] == "image-crop-fixed"


def test_a_filtered_element_is_null(door):
    far = definition([output("crop", "$steps.cut.crops")], [{**CUT, "x_center": 900}])
    answer = door.run(far, {"image": base64_of(picture())})
    assert answer.json()["outputs"] == [{"crop": None}]


def test_a_workflow_without_outputs_tells_every_node(door, editor):
    path = editor.new_workflow("Tells all")
    graph = {**GREY, "outputs": []}
    assert editor.post(f"{path}/versions", {"graph": graph, "layout": {}}).status_code == 201
    body = {"inputs": {"image": base64_of(picture())}}
    answer = door.post(f"/local/workflows/{path.rpartition('/')[2]}", body)
    [found] = answer.json()["outputs"]
    assert list(found) == ["grey"]
    assert pixels_of(found["grey"]["image"]).shape == (30, 40, 3)


def test_sinks_are_switched_off(door, editor, tmp_path):
    writer = {
        "type": "roboflow_core/local_file_sink@v1", "name": "keep", "content": "$inputs.text",
        "file_type": "txt", "output_mode": "separate_files", "target_directory": "x",
        "file_name_prefix": "t",
    }  # fmt: skip
    words = {"type": "WorkflowParameter", "name": "text", "kind": ["string"]}
    document = definition([output("told", "$steps.keep.message")], [writer], [words])
    answer = door.run(document, {"text": "hi"}, disable_sinks=True)
    assert answer.status_code == 200, answer.text
    [run, *_] = editor.get("/apps/local/demo/runs?limit=1").json()["runs"]
    [node] = editor.get(f"/runs/{run['id']}").json()["graph"]["nodes"]
    assert node["params"]["enabled"] is False


def test_a_profile_is_given_when_asked(door):
    body = {"specification": CROP, "inputs": {"image": base64_of(picture())}}
    assert door.post("/workflows/run", body).json()["profiler_trace"] is None
    trace = door.post("/workflows/run", {**body, "enable_profiling": True}).json()["profiler_trace"]
    assert [event["name"] for event in trace] == ["cut"]
    assert trace[0]["args"]["type"] == "AbsoluteStaticCrop"


def test_a_value_that_a_step_refuses_is_refused_before_it_runs(door):
    wide = {"type": "WorkflowParameter", "name": "wide", "default_value": 8}
    document = definition(
        [output("crop", "$steps.cut.crops")], [{**CUT, "width": "$inputs.wide"}],
        [{"type": "WorkflowImage", "name": "image"}, wide],
    )  # fmt: skip
    [found] = door.outputs(document, {"image": base64_of(picture()), "wide": 4})
    assert pixels_of(found["crop"]).shape == (6, 4, 3)
    body = refused(door.run(document, {"image": base64_of(picture()), "wide": -4}))
    assert body["error_type"] == "RuntimeInputError"
    assert "wide" in body["message"]
    assert body["blocks_errors"][0]["block_id"] == "cut"
