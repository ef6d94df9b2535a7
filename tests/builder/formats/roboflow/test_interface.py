"""What a definition takes and gives, and what the palette tells of every block."""

from __future__ import annotations

import json

import jsonschema
import pytest

from builder.formats.roboflow.interface import (
    blocks_describe,
    definition_schema,
    describe_interface,
)
from builder.formats.roboflow.read import Means
from runtime.registry import operators
from tests.builder.formats.roboflow.block_samples import BLOCKS, definition, detect, model
from tests.builder.formats.roboflow.test_guide import GUIDE
from tests.builder.formats.roboflow.test_write import DEFINITIONS

PARAMETERS = ["image", {"type": "WorkflowParameter", "name": "least"},
              {"type": "WorkflowParameter", "name": "m"},
              {"type": "WorkflowParameter", "name": "unused"}]  # fmt: skip


def test_inputs_have_the_kinds_of_the_fields_that_take_them():
    steps = [detect(model_id="$inputs.m", confidence="$inputs.least")]
    told = describe_interface(definition(steps, inputs=PARAMETERS), Means(BLOCKS, model))
    assert told["inputs"] == {
        "image": ["image"], "least": ["float", "integer", "float_zero_to_one"],
        "m": ["roboflow_model_id"], "unused": ["*"],
    }  # fmt: skip


def test_outputs_have_the_kinds_of_their_properties():
    outputs = {"found": "$steps.detect.predictions", "all": "$steps.detect.*",
               "echo": "$inputs.image"}  # fmt: skip
    told = describe_interface(definition([detect()], outputs), Means(BLOCKS, model))
    assert told["outputs"] == {
        "found": ["object_detection_prediction"],
        "all": {"predictions": ["object_detection_prediction"], "inference_id": ["inference_id"]},
        "echo": ["image"],
    }
    assert told["typing_hints"] == {
        "image": "dict", "inference_id": "str", "object_detection_prediction": "dict",
    }  # fmt: skip
    assert set(told["kinds_schemas"]) == {"image", "object_detection_prediction"}


def test_a_definition_is_described_though_its_model_is_not_here():
    told = describe_interface(
        definition([detect(model_id="nobody/1")], {"x": "$steps.detect.predictions"}),
        Means(BLOCKS, model),
    )
    assert told["outputs"] == {"x": ["object_detection_prediction"]}


def test_the_palette_says_of_a_block_what_a_step_may_say():
    blocks = {one["manifest_type_identifier"]: one for one in blocks_describe(BLOCKS)["blocks"]}
    offset = blocks["test/offset@v1"]
    assert offset["manifest_type_identifier_aliases"] == ["Offset"]
    assert offset["human_friendly_block_name"] == "Offset"
    assert offset["outputs_manifest"] == [
        {"name": "predictions", "kind": [{"name": "object_detection_prediction"}]}
    ]
    schema = offset["block_schema"]
    assert schema["required"] == ["type", "name", "predictions", "offset_width", "offset_height"]
    assert schema["properties"]["units"]["anyOf"][0] == {"enum": ["px", "%"]}
    assert schema["properties"]["units"]["default"] == "px"
    assert blocks["test/crop@v1"]["output_dimensionality_offset"] == 1
    assert blocks["test/join@v1"]["output_dimensionality_offset"] == -1


def test_the_palette_says_what_connects_to_what():
    told = blocks_describe(BLOCKS)
    takers = {(one["manifest_type_identifier"], one["property_name"])
              for one in told["kinds_connections"]["image"]}  # fmt: skip
    assert ("test/crop@v1", "images") in takers
    assert ("test/crop@v1", "predictions") not in takers
    primitives = {(one["manifest_type_identifier"], one["property_name"]): one["type_annotation"]
                  for one in told["primitives_connections"]}  # fmt: skip
    assert primitives["test/detector@v1", "confidence"] == "float"
    assert primitives["test/offset@v1", "units"] == 'Literal["px", "%"]'
    words = told["universal_query_language_description"]
    assert "DetectionsFilter" in {one["operation_type"] for one in words["operations_description"]}


def test_the_palette_of_all_blocks_is_small():
    for told in (blocks_describe(operators()), definition_schema(operators())):
        assert len(json.dumps(told, separators=(",", ":"))) < 1_000_000


@pytest.mark.parametrize("name", [name for name in DEFINITIONS if name != "cases"])
def test_definitions_keep_to_the_schema(name):
    schema = definition_schema(BLOCKS)["schema"]
    document = json.loads(json.dumps(DEFINITIONS[name]).replace('"image":', '"images":').replace(
        '"detections":', '"predictions":').replace('"offset_x"', '"offset_width"').replace(
        '"offset_y"', '"offset_height"').replace(
        '"name": "vote", "required_votes": "$inputs.vote", "predictions"',
        '"name": "vote", "required_votes": "$inputs.vote", "predictions_batches"'))  # fmt: skip
    jsonschema.validate(document, schema)


def test_the_guides_definition_has_an_interface():
    told = describe_interface(GUIDE, Means(operators(), model))
    assert told["inputs"] == {"image": ["image"]}
    assert told["outputs"]["recognised_plates"] == ["string"]
    assert told["outputs"]["crops"] == ["image"]
