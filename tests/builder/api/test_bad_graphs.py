"""Graphs that cannot run are refused by name when a version is saved, and nothing is half-saved."""

from __future__ import annotations

import pytest

OCR = "optical-character-recognizer"
MODEL = {"id": "ppocr-v6"}


def node(name, operator=OCR, **inputs):
    made = {"id": name, "operator": operator, "inputs": {p: [s] for p, s in inputs.items()}}
    return {**made, "model": MODEL} if operator == OCR else made


def graph(*nodes):
    return {"schema": 1, "inputs": [{"name": "image", "type": "image"}], "nodes": list(nodes)}


CASES = {
    "21 nodes": (
        graph(*[node(f"n{i}", image="IN.image") for i in range(21)]),
        ("n20", "too_many_nodes", "at most 20"),
    ),
    "a cycle": (
        graph(
            node("a", "region-offset", regions="b.regions"),
            node("b", "region-offset", regions="a.regions"),
        ),
        ("b", "cycle", "→"),
    ),
    "a dangling edge": (
        graph(node("read", image="gone.image")), ("read", "dangling_edge", "gone.image"),
    ),
    "a missing required port": (graph(node("read")), ("read", "missing_input", "image")),
    "a wrong type": (
        graph(node("read", image="IN.image"), node("crop", "image-crop", image="read.text",
                                                   regions="read.regions")),
        ("crop", "wrong_type", "needs an image"),
    ),
    "no nodes": (graph(), (None, "no_nodes", "no nodes")),
    "a node without a model": (
        graph({"id": "read", "operator": OCR, "inputs": {"image": ["IN.image"]}}),
        ("read", "missing_model", "no model"),
    ),
    "a model of another task": (
        graph({**node("read", image="IN.image"), "model": {"id": "plates"}}),
        ("read", "wrong_model_task", "plates"),
    ),
    "a parameter out of its bounds": (
        graph({**node("read", image="IN.image"), "params": {"min_value": 7}}),
        ("read", "bad_params", "min_value"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_by_name_and_nothing_is_saved(editor, name):
    document, (where, code, word) = CASES[name]
    path = editor.new_workflow()
    answer = editor.post(f"{path}/versions", {"graph": document, "layout": {}})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "invalid_graph"
    (problem,) = error["problems"]
    assert (problem["node"], problem["code"]) == (where, code)
    assert word in problem["message"]
    assert problem["cure"]
    assert editor.get(path).json()["version_count"] == 0


@pytest.mark.parametrize("name", CASES)
def test_it_cannot_be_run_as_a_draft_either(editor, name):
    document, (_, code, _) = CASES[name]
    path = editor.new_workflow()
    body = {"graph": document, "layout": {}, "inputs": [{"text": "x"}]}
    answer = editor.post(f"{path}/runs", body)
    assert answer.status_code == 422
    assert answer.json()["error"]["problems"][0]["code"] == code
    assert editor.get(f"{path}/runs").json()["runs"] == []
