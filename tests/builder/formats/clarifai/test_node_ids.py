"""Clarifai's files may call a node anything; ours keep it."""

from __future__ import annotations

import pytest
import yaml
from clarifai.workflows.validate import validate

from builder.formats.clarifai.document_nodes import imported
from builder.formats.clarifai.wiring import Node, graph_of
from builder.formats.clarifai.yaml_file import MARK, read, write_self_contained
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph
from tests.builder.formats.clarifai.test_round_trip import CATALOGUE, find

FILE = """\
workflow:
  id: names
  nodes:
    - id: "detect plates #1"
      model: {model_id: plates, user_id: weft, app_id: models}
    - id: 1.5
      model: {model_id: cut, model_type_id: image-crop}
      node_inputs: [{node_id: "detect plates #1"}]
    - id: zuschneiden.übersetzen / 2
      model: {model_id: cut-more, model_type_id: image-crop}
      node_inputs: [{node_id: 1.5}]
"""
IDS = ["detect plates #1", "1.5", "zuschneiden.übersetzen / 2"]


def test_any_id_comes_through():
    graph = imported(read(FILE), CATALOGUE, find).graph
    assert [node["id"] for node in graph["nodes"]] == IDS
    assert graph["nodes"][1]["inputs"] == {
        "image": ["IN.image"], "regions": ["detect plates #1.regions"],
    }  # fmt: skip
    text = write_self_contained("names", parse_graph(graph), CATALOGUE)
    validate(yaml.safe_load(text))
    assert imported(read(text), CATALOGUE, find).graph == graph
    bare = imported(read(text[: text.index(MARK)]), CATALOGUE, find).graph
    assert [node["id"] for node in bare["nodes"]] == IDS


def test_nodes_that_are_alike_in_letters_and_digits_are_operators_of_their_own():
    nodes = [
        {"id": name, "operator": "prompter", "params": {"prompt_template": said},
         "inputs": {"text": ["IN.text"]}}
        for name, said in (("ü", "a"), ("ö", "b"), ("ö!", "c"))
    ]  # fmt: skip
    graph = {"schema": 1, "inputs": [{"name": "text", "type": "text"}], "nodes": nodes}
    document = read(write_self_contained("w", parse_graph(graph), CATALOGUE))
    assert [node.model.model_id for node in document.nodes] == ["w", "w-2", "w-3"]
    assert imported(document, CATALOGUE, find).graph == graph


def test_outputs_that_are_selected_get_names_of_letters_and_digits():
    nodes = [
        Node("Übersetzen #2", "prompter"),
        Node("日本", "prompter", waits_for=("Übersetzen #2",)),
        Node("語", "prompter", waits_for=("日本",)),
        Node("last", "prompter", waits_for=("語",), suppressed=True),
    ]
    outputs = graph_of(nodes, CATALOGUE)["outputs"]
    assert outputs == [
        {"name": "Ubersetzen-2", "source": "Übersetzen #2.text"},
        {"name": "output", "source": "日本.text"},
        {"name": "output-2", "source": "語.text"},
    ]


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("x" * 65, "x" * 64), (" a", "a"), ('say "hi"', "say 'hi'"), ("a\\b", "a/b"),
        ("note:1", "node note:1"), ("a\x07b", "a b"),
    ],
)  # fmt: skip
def test_an_id_that_cannot_be_used_gets_a_proposal(name, proposal):
    with pytest.raises(InvalidGraphError) as caught:
        graph_of([Node(name, "prompter")], CATALOGUE)
    [problem] = caught.value.data["problems"]
    assert problem["code"] == "bad_node_id"
    assert problem["cure"].endswith(f" You could call it: {proposal}")
