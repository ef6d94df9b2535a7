"""Clarifai's workflow files over the editor's API: read for the canvas, and written."""

import json

import pytest
import yaml

APP = "/apps/local/demo"
PLATES = """
workflow:
  id: read-plates
  nodes:
    - id: find
      model: {model_id: plates}
    - id: cut
      model: {model_id: margin-130-image-crop, user_id: clarifai, app_id: main}
      node_inputs: [{node_id: find}]
    - id: read
      model: {model_id: ocr-scene-english-paddleocr}
      node_inputs: [{node_id: cut}]
    - id: shout
      model:
        model_id: shout
        model_type_id: prompter
        output_info: {params: {prompt_template: "<{data.text.raw}>", colour: red}}
      node_inputs: [{node_id: read}]
"""


def _read(editor, text):
    return editor.post(f"{APP}/exchange", {"text": text})


def _write(editor, form, found, layout=None):
    body = {"format": form, "name": "read-plates", "graph": found["graph"], "layout": layout or {}}
    return editor.post(f"{APP}/exchange/export", body)


@pytest.fixture
def plates(editor):
    answer = _read(editor, PLATES)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_file_becomes_a_graph_with_places_and_notes(plates):
    nodes = {node["id"]: node for node in plates["graph"]["nodes"]}
    assert plates["name"] == "read-plates"
    assert nodes["find"]["operator"] == "visual-detector"
    assert "version" not in {k for k, v in nodes["find"]["model"].items() if v}
    assert nodes["cut"]["params"] == {"margin": 1.3}
    assert nodes["read"]["inputs"] == {"image": ["cut.images"]}
    assert set(plates["layout"]["nodes"]) >= {"find", "cut", "read", "shout"}
    told = " ".join(plates["notes"])
    assert "stands in for ocr-scene-english-paddleocr" in told
    assert "colour has no effect here" in told


def test_every_model_that_is_missing_is_named_and_nothing_is_made(editor):
    text = PLATES.replace("plates}", "general-image-recognition}").replace("ocr-scene-e", "my-own-")
    problems = _read(editor, text).json()["error"]["problems"]
    assert {(one["node"], one["code"]) for one in problems} == {
        ("find", "no_stand_in"), ("read", "unknown_model"),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "   ", "[1", "workflow: 7", "a: b", 7, None])
def test_what_is_no_workflow_file_is_refused_with_a_sentence(editor, text):
    answer = _read(editor, text)
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["error"]["message"]


def test_a_whole_file_comes_back_as_it_was(editor, plates):
    layout = {"nodes": {"find": {"x": 5, "y": 7}}, "notes": [], "groups": []}
    answer = _write(editor, "clarifai-full", plates, layout).json()
    back = _read(editor, answer["text"]).json()
    assert back["layout"]["nodes"]["find"] == {"x": 5, "y": 7}
    again = _write(editor, "clarifai-full", back, back["layout"]).json()
    for one, other in zip(plates["graph"]["nodes"], back["graph"]["nodes"], strict=True):
        assert (one["operator"], one["inputs"]) == (other["operator"], other["inputs"])
    assert yaml.safe_load(again["text"]) == yaml.safe_load(answer["text"])


def test_a_file_for_their_sdk_names_a_version_of_every_node(editor, plates):
    answer = _write(editor, "clarifai", plates).json()
    nodes = yaml.safe_load(answer["text"])["workflow"]["nodes"]
    assert all(len(node["model"]["model_version_id"]) == 32 for node in nodes)
    assert all(set(node["model"]) == {"model_id", "model_version_id", "user_id", "app_id"}
               for node in nodes)  # fmt: skip
    back = _read(editor, answer["text"]).json()
    params = {node["id"]: node.get("params") for node in back["graph"]["nodes"]}
    assert params["shout"] == {"prompt_template": "<{data.text.raw}>"}
    assert params["cut"] == {"margin": 1.3}
    assert _write(editor, "clarifai", plates).json() == answer


def test_what_a_file_cannot_say_is_told(editor, plates):
    graph = json.loads(json.dumps(plates["graph"]))
    graph["nodes"][0]["params"] = {"min_value": 0.7}
    graph["outputs"] = [{"name": "texts", "source": "shout.text"}]
    layout = {"nodes": {}, "notes": [{"id": "note:1", "text": "Für die Nacht"}]}
    notes = _write(editor, "clarifai", {"graph": graph}, layout).json()["notes"]
    assert notes == [
        "find: the value of min_value.",
        "Which outputs the answer holds, and under which names.",
        "Places and notes on the canvas.",
    ]


def test_a_graph_that_cannot_run_is_not_written(editor, plates):
    graph = json.loads(json.dumps(plates["graph"]))
    graph["nodes"][1]["inputs"] = {}
    answer = _write(editor, "clarifai", {"graph": graph})
    assert answer.status_code == 422
    assert answer.json()["error"]["problems"]
    assert _write(editor, "toml", plates).status_code == 400
    empty = {"graph": {"schema": 1, "inputs": [], "nodes": []}}
    assert _write(editor, "clarifai", empty).status_code in (400, 422)


def test_another_users_app_is_not_there(editor):
    assert editor.post("/apps/weft/models/exchange", {"text": PLATES}).status_code == 404
    assert editor.post("/apps/weft/models/exchange/export", {}).status_code == 404
