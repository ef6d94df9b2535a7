"""A graph becomes a definition again, and what the file cannot say is told."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.write import write_definition
from runtime import registry
from runtime.contracts.graph import parse_graph
from tests.builder.formats.roboflow.block_samples import BLOCKS, definition, detect, read
from tests.builder.formats.roboflow.test_read import CROP, GUIDE, OFFSET

GATE = {"type": "Gate", "name": "gate", "condition_statement": {"type": "StatementGroup"},
        "evaluation_parameters": {"found": "$steps.detect.predictions", "most": 3},
        "next_steps": ["$steps.offset"]}  # fmt: skip
SWITCH = {"type": "test/switch@v1", "name": "which", "value": "$steps.detect.predictions",
          "cases": {"a": "$steps.offset", "b": "$steps.offset"},
          "default_next_steps": ["$steps.crop"]}  # fmt: skip
PARAMETERS = ["image", {"type": "WorkflowParameter", "name": "least", "default_value": 0.2},
              {"type": "WorkflowParameter", "name": "names"},
              {"type": "WorkflowParameter", "name": "vote"},
              {"type": "WorkflowBatchInput", "name": "boxes", "dimensionality": 2,
               "kind": ["object_detection_prediction"]}]  # fmt: skip
VOTE = {"type": "test/vote@v1", "name": "vote", "required_votes": "$inputs.vote",
        "predictions": ["$steps.detect.predictions", "$inputs.boxes"],
        "aggregation": "max"}  # fmt: skip
DEFINITIONS = {
    "the guide's": GUIDE,
    "gate": definition([detect(), GATE, OFFSET], {"x": "$steps.offset.predictions"}),
    "cases": definition([detect(), SWITCH, OFFSET, CROP], {"x": "$steps.offset.*"}),
    "parameters": definition(
        [detect(confidence="$inputs.least", class_filter="$inputs.names"), VOTE],
        {"x": "$steps.vote.predictions", "echo": "$inputs.names"}, inputs=PARAMETERS,
    ),
    "names of its own": definition(
        [{"type": "test/parse@v1", "name": "parse", "expected": ["colour", "size"]}],
        {"x": "$steps.parse.size", "all": "$steps.parse.*"},
    ),
    "odd names": definition([detect("_first"), detect("-2")], {"x": "$steps._first.predictions"}),
    "mixed": definition([
        {"type": "test/expression@v1", "name": "say",
         "data": {"a b": "$inputs.image", "c": 3, "d": "text"}},
    ], {"x": "$steps.say.output"}),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFINITIONS)
def test_what_was_read_and_written_is_read_the_same(name):
    first = read(DEFINITIONS[name])
    exported = write_definition(first.graph, BLOCKS)
    assert (exported.lost == ()) is (name != "cases")
    assert read(exported.document).graph.as_json() == first.graph.as_json()


def test_types_and_fields_are_written_by_their_modern_names():
    document = write_definition(read(GUIDE).graph, BLOCKS).document
    assert [step["type"] for step in document["steps"]] == [
        "test/detector@v1", "test/offset@v1", "test/crop@v1", "test/ocr@v1",
    ]  # fmt: skip
    assert document["steps"][1] == {
        "type": "test/offset@v1", "name": "offset", "predictions": "$steps.detect.predictions",
        "offset_width": 200, "offset_height": 40, "units": "px",
    }  # fmt: skip
    assert document["outputs"][1] == {
        "type": "JsonField", "name": "image", "selector": "$inputs.image",
    }  # fmt: skip


def test_our_default_is_written_where_theirs_is_another():
    graph = parse_graph({"schema": 1, "inputs": [{"name": "image", "type": "image"}], "nodes": [
        {"id": "a", "operator": "detector", "model": {"id": "x"},
         "inputs": {"image": ["IN.image"]}},
    ]})  # fmt: skip
    assert write_definition(graph, BLOCKS).document["steps"] == [{
        "type": "test/detector@v1", "name": "a", "images": "$inputs.image", "model_id": "x",
        "confidence": 0.5,
    }]  # fmt: skip


def test_nodes_without_a_block_are_listed_with_what_hangs_on_them():
    graph = parse_graph({
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}, {"name": "film", "type": "video"}],
        "nodes": [
            {"id": "alone", "operator": "lonely", "inputs": {"image": ["IN.image"]}},
            {"id": "see", "operator": "detector", "model": {"id": "m", "version": "v"},
             "inputs": {"image": ["alone.image"]}},
            {"id": "my node", "operator": "detector", "model": {"id": "m", "version": "v"},
             "inputs": {"image": ["IN.image"]}},
        ],
        "outputs": [{"name": "x", "source": "see.regions"}],
    })  # fmt: skip
    exported = write_definition(graph, BLOCKS, titles={"see": "Seer"})
    assert exported.lost == (
        "The input film is left out: their language takes no video.",
        "alone is left out: Roboflow has no block for Lonely.",
        "Seer is left out, since it needs alone.",
        "my node: the model's version is not in the file; ids of theirs name one.",
        "The output x is left out: nothing in the file gives see.regions.",
    )
    assert [step["name"] for step in exported.document["steps"]] == ["my_node"]
    assert read(exported.document).graph.nodes[0].id == "my_node"


def test_parameters_that_the_file_cannot_say_are_listed():
    graph = parse_graph({"schema": 1, "inputs": [{"name": "image", "type": "image"}], "nodes": [
        {"id": "see", "operator": "reader", "model": {"id": "other"},
         "inputs": {"image": ["IN.image"]}, "when": ["say.output"]},
        {"id": "say", "operator": "expression", "params": {"statement": {"a": 1}},
         "inputs": {"data": ["IN.image"]}},
    ]})  # fmt: skip
    assert write_definition(graph, BLOCKS).lost == (
        "see: the model other is not in the file: test/ocr@v1 names none.",
        "see does not wait for say.output in the file.",
        "say: statement is not in the file: test/expression@v1 has no field for it.",
    )


def test_an_input_has_the_kind_that_its_fields_take():
    steps = [{"type": "test/outline@v1", "name": "s", "predictions": "$inputs.masks"}]
    inputs = [{"type": "WorkflowBatchInput", "name": "masks",
               "kind": ["instance_segmentation_prediction"]}]  # fmt: skip
    document = write_definition(read(definition(steps, inputs=inputs)).graph, BLOCKS).document
    assert document["inputs"] == inputs


DETAILS = {
    "schema": 1, "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "find", "operator": "visual-detector", "model": {"id": "plates"},
         "inputs": {"image": ["IN.image"]}},
        {"id": "crop", "operator": "image-crop",
         "inputs": {"image": ["IN.image"], "regions": ["find.regions"]}},
        {"id": "read", "operator": "optical-character-recognizer",
         "inputs": {"image": ["crop.images"]}},
    ],
    "outputs": [{"name": "text", "source": "read.text"}],
}  # fmt: skip


def test_a_node_that_differs_in_a_detail_is_written_and_the_detail_is_told():
    """As on a new canvas: no node has anything set."""
    exported = write_definition(parse_graph(DETAILS), registry.operators())
    assert [step["type"].split("/")[1][:-3] for step in exported.document["steps"]] == [
        "roboflow_object_detection_model", "dynamic_crop", "ocr_model",
    ]  # fmt: skip
    assert exported.document["outputs"][0]["selector"] == "$steps.read.result"
    assert any("joined_by" in one and '" "' in one for one in exported.lost)
    assert all(one.split(" ")[0] in ("find:", "crop:", "read:") for one in exported.lost)


def test_nothing_is_told_of_a_detail_that_is_as_the_block_has_it():
    graph = {**DETAILS, "nodes": [
        *DETAILS["nodes"][:2],
        {**DETAILS["nodes"][2], "params": {"joined_by": " "}},
    ]}  # fmt: skip
    exported = write_definition(parse_graph(graph), registry.operators())
    assert not any("joined_by" in one for one in exported.lost)
