"""Graphs go out and come back the same."""

import json
from pathlib import Path

import pytest
import yaml
from clarifai.workflows.validate import validate

from builder.formats.clarifai.document_nodes import Source, imported
from builder.formats.clarifai.model_types import operator_of_task
from builder.formats.clarifai.wiring import graph_of, nodes_of
from builder.formats.clarifai.yaml_file import MARK, read, write_self_contained
from runtime import api
from runtime.contracts.graph import parse_graph
from runtime.inference import manifests

CATALOGUE = api.operators()
GALLERY = sorted(Path("builder/gallery").glob("*.json"))


def template(path):
    document = json.loads(path.read_text())
    return parse_graph(document.get("graph", document))


def find(part):
    """The shared catalogue alone."""
    card = manifests.builtin().get(part.model_id)
    if card is None:
        return None
    version = {"version": part.model_version_id} if part.model_version_id else {}
    return Source(operator_of_task(card.task, CATALOGUE), {}, {"id": card.id, **version})


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_template_comes_back_from_nodes(path):
    graph = template(path)
    nodes, exact = nodes_of(graph, CATALOGUE)
    wires = {} if exact else {node.id: node.inputs for node in graph.nodes}
    inputs = [] if exact else graph.as_json()["inputs"]
    assert graph_of(nodes, CATALOGUE, wires, inputs=inputs) == graph.as_json()


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_template_comes_back_from_its_file(path):
    graph = template(path)
    layout = {"nodes": {graph.nodes[0].id: {"x": 1.5, "y": 2}}, "notes": [{"text": "Grüße\n#"}]}
    text = write_self_contained(path.stem, graph, CATALOGUE, layout)
    validate(yaml.safe_load(text))
    back = imported(read(text), CATALOGUE, find)
    assert back.graph == graph.as_json()
    assert (back.layout, back.told) == (layout, ())


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_template_is_still_whole_without_the_last_line(path):
    """The SDK sends the nodes only: the same operators, wired so that they run."""
    graph = template(path)
    text = write_self_contained(path.stem, graph, CATALOGUE)
    text = text[: text.index(MARK)]
    back = parse_graph(imported(read(text), CATALOGUE, find).graph)
    assert {node.id for node in back.nodes} == {node.id for node in graph.nodes}


FULL = {
    "schema": 1,
    "inputs": [
        {"name": "photo", "type": "image"},
        {"name": "least", "type": "number", "default": 0.4},
    ],
    "nodes": [
        {"id": "cut", "operator": "image-crop", "params": {"margin": 1.5},
         "inputs": {"image": ["IN.photo"], "regions": ["plates.regions"]}},
        {"id": "plates", "operator": "visual-detector",
         "model": {"id": "plates", "version": "f" * 32},
         "params": {"min_value": {"$ref": "IN.least"}, "classes": ["plate"]},
         "inputs": {"image": ["IN.photo"]}},
        {"id": "sure", "operator": "region-thresholder",
         "params": {"classes": ["plate = 0.7"], "concept_threshold_type": "LESS_THAN"},
         "inputs": {"regions": ["plates.regions"]}},
        {"id": "same", "operator": "image-difference",
         "inputs": {"image": ["IN.photo"], "other": ["cut.images"]}},
    ],
    "outputs": [
        {"name": "crops", "source": "cut.images"}, {"name": "changed", "source": "same.changed"},
        {"name": "sure", "source": "sure.regions"},
    ],
}  # fmt: skip


def test_a_graph_with_everything_comes_back():
    graph = parse_graph(FULL)
    text = write_self_contained("My flow…", graph, CATALOGUE)
    validate(yaml.safe_load(text))
    document = read(text)
    assert document.id == "My-flow"
    assert [node.id for node in document.nodes] == ["plates", "cut", "sure", "same"]
    assert imported(document, CATALOGUE, find).graph == graph.as_json()


def test_json_may_hold_beside_it_what_the_last_line_holds():
    text = write_self_contained("w", parse_graph(FULL), CATALOGUE)
    kept = json.loads(text[text.index(MARK) + len(MARK) :])
    as_json = json.dumps(yaml.safe_load(text) | {"weft": kept})
    assert imported(read(as_json), CATALOGUE, find).graph == parse_graph(FULL).as_json()


def test_operators_are_written_with_their_type_and_parameters():
    (cut,) = [
        node for node in read(write_self_contained("w", parse_graph(FULL), CATALOGUE)).nodes
        if node.id == "cut"
    ]  # fmt: skip
    assert (cut.model.model_id, cut.model.model_type_id) == ("w-cut", "image-crop")
    assert cut.model.output_info == {"params": {"margin": 1.5}}
    assert cut.model.model_version_id is None


def test_an_edited_file_is_wired_anew():
    text = write_self_contained("w", parse_graph(FULL), CATALOGUE)
    edited = text.replace("margin: 1.5", "margin: 2.0").replace(
        "    node_inputs:\n    - node_id: cut\n", ""
    )
    assert edited != text
    edited = edited.replace("image-difference", "image-blur")
    back = imported(read(edited), CATALOGUE, find).graph
    nodes = {node["id"]: node for node in back["nodes"]}
    assert nodes["cut"]["params"] == {"margin": 2.0}
    assert nodes["same"]["inputs"] == {"image": ["IN.photo"]}


@pytest.mark.parametrize(
    "kept",
    [
        [], {"wires": 3}, {"wires": {"a": {"image": ["IN.image"]}}}, {"order": ["x"]},
        {"inputs": [{"name": "A B"}]}, {"outputs": [{"x": "y"}]}, {"layout": []},
        {"params": {"blur": {"kernel_size": 7}}, "models": {"blur": {"id": "no-such"}}},
        {"models": {"blur": {}}}, {"suppressed": ["x"]},
    ],
)  # fmt: skip
def test_an_odd_last_line_does_no_harm(kept):
    graph = {
        "schema": 1, "inputs": [{"name": "image", "type": "image"}],
        "nodes": [{"id": "blur", "operator": "image-blur", "params": {"kernel_size": 7},
                   "inputs": {"image": ["IN.image"]}}],
    }  # fmt: skip
    text = write_self_contained("w", parse_graph(graph), CATALOGUE)
    text = text[: text.index(MARK)] + MARK + json.dumps(kept) + "\n"
    assert imported(read(text), CATALOGUE, find).graph == graph
