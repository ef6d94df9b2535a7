"""The editor's addresses of a node, whatever it is called."""

from __future__ import annotations

from urllib.parse import quote

import pytest

NAMES = ["my node.1", "Ü / #2", "a/b/", "what? 100%", "a..b/../c"]


@pytest.mark.parametrize("name", NAMES)
def test_a_node_of_any_name_runs_and_is_pinned(editor, name):
    path = editor.new_workflow("Names")
    first = {"id": name, "operator": "prompter", "inputs": {"text": ["IN.text"]}}
    inputs = [{"name": "text", "type": "text"}]
    graph = {"schema": 1, "inputs": inputs, "nodes": [first]}
    answer = editor.post(f"{path}/runs", {"graph": graph, "layout": {}, "text": "hi"})
    assert answer.status_code == 201, answer.text
    run = answer.json()["id"]
    editor.get(f"/runs/{run}/stream")  # ends with the run

    node = quote(name, safe="")
    found = editor.get(f"/runs/{run}/outputs/{node}")
    assert found.json()["outputs"][0]["text"]["raw"] == "hi"
    pin = editor.put(f"{path}/pins/{node}", {"run": run})
    assert (pin.status_code, pin.json()["node"]) == (200, name)
    assert [row["node"] for row in editor.get(f"{path}/pins").json()["pins"]] == [name]
    assert editor.call("DELETE", f"{path}/pins/{node}").status_code == 204
    assert editor.get(f"{path}/pins").json()["pins"] == []


@pytest.mark.parametrize("name", ["%00", "a%0Ab", "x" * 65])
def test_what_no_node_can_be_called_is_not_found(editor, name):
    path = editor.new_workflow("Names")
    assert editor.put(f"{path}/pins/{name}", {"run": "none"}).status_code == 404
