"""Roboflow's definitions over the editor's API: read for the canvas, and written."""

import json

import pytest

APP = "/apps/local/demo"
ID = "vehicle-registration-plates-trudk/2"
PLATES = {
    "version": "1.0",
    "inputs": [{"type": "InferenceImage", "name": "image"}],
    "steps": [
        {"type": "ObjectDetectionModel", "name": "plates_detector", "image": "$inputs.image",
         "model_id": ID},
        {"type": "DetectionOffset", "name": "offset", "offset_x": 200, "offset_y": 40,
         "predictions": "$steps.plates_detector.predictions"},
        {"type": "Crop", "name": "cropping", "image": "$inputs.image",
         "detections": "$steps.offset.predictions"},
        {"type": "OCRModel", "name": "step_ocr", "image": "$steps.cropping.crops"},
    ],
    "outputs": [
        {"type": "JsonField", "name": "recognised_plates", "selector": "$steps.step_ocr.result"},
        {"type": "JsonField", "name": "crops", "selector": "$steps.cropping.crops"},
    ],
}  # fmt: skip


def _read(editor, document):
    text = document if isinstance(document, str) else json.dumps(document)
    return editor.post(f"{APP}/exchange", {"format": "roboflow", "text": text})


@pytest.fixture
def known(editor):
    answer = editor.put(f"{APP}/model-aliases", {"alias": ID, "model": "plates"})
    assert answer.status_code == 200, answer.text


def test_an_unknown_model_is_asked_for_with_its_task(editor):
    answer = _read(editor, PLATES)
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    assert error["unknown_models"] == [{"id": ID, "task": "detect", "step": "plates_detector"}]
    assert [(one["node"], one["port"]) for one in error["problems"]] == [
        ("plates_detector", "model_id")
    ]


def test_a_definition_becomes_a_graph_with_places_names_and_notes(editor, known):
    found = _read(editor, {"specification": PLATES}).json()
    nodes = {node["id"]: node for node in found["graph"]["nodes"]}
    assert nodes["plates_detector"]["model"]["id"] == "plates"
    assert nodes["offset"]["params"]["width"] == 200
    assert nodes["step_ocr"]["inputs"] == {"image": ["cropping.images"]}
    assert found["layout"]["nodes"]["offset"]["label"] == "offset"
    assert found["notes"][0].endswith(f"stands for the model {ID}.")
    checked = editor.post(f"{APP}/workflows", {**found, "name": "Plates of a guide"})
    assert checked.status_code == 201, checked.text


def test_everything_that_is_wrong_is_told_with_step_field_and_cure(editor, known):
    broken = json.loads(json.dumps(PLATES))
    broken["steps"][1]["type"] = "DetectionOfset"
    broken["steps"][3]["image"] = "$steps.croping.crops"
    problems = _read(editor, broken).json()["error"]["problems"]
    told = {(one["node"], one["port"]): one for one in problems}
    assert "Did you mean" in told["offset", "type"]["cure"]
    assert "Did you mean cropping?" in told["step_ocr", "image"]["cure"]


@pytest.mark.parametrize("text", ["", "  ", '{"steps": [', "[1]", 7, None, "[" * 3000])
def test_what_is_no_definition_is_refused_with_a_sentence(editor, text):
    answer = editor.post(f"{APP}/exchange", {"format": "roboflow", "text": text})
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["error"]["message"]


def test_a_graph_is_written_under_the_ids_of_their_models_and_comes_back(editor, known):
    found = _read(editor, PLATES).json()
    body = {"format": "roboflow", "name": "x", "graph": found["graph"], "layout": found["layout"]}
    written = editor.post(f"{APP}/exchange/export", body).json()
    steps = {step["name"]: step for step in json.loads(written["text"])["steps"]}
    assert steps["plates_detector"]["model_id"] == ID
    assert written["notes"] == []
    again = _read(editor, written["text"]).json()
    assert again["graph"]["nodes"] == found["graph"]["nodes"]


def test_what_a_definition_cannot_say_is_told(editor):
    graph = {
        "schema": 1,
        "inputs": [{"name": "text", "type": "text"}],
        "nodes": [{"id": "shout", "operator": "prompter", "inputs": {"text": ["IN.text"]}}],
    }
    body = {"format": "roboflow", "name": "x", "graph": graph, "layout": {}}
    answer = editor.post(f"{APP}/exchange/export", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["notes"]
