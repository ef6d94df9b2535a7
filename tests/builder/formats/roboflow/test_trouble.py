"""Everything that is wrong with a definition is told at once, in few words, with its cure."""

from __future__ import annotations

import json

import pytest

from builder.formats.roboflow.read import DefinitionError
from tests.builder.formats.roboflow.block_samples import (
    definition,
    detect,
    only,
    read,
    troubles,
)

OFFSET = {"type": "Offset", "name": "offset", "predictions": "$steps.detect.predictions",
          "offset_width": 1, "offset_height": 1}  # fmt: skip
CROP = {"type": "Crop", "name": "crop", "images": "$inputs.image",
        "predictions": "$steps.detect.predictions"}  # fmt: skip
OCR = {"type": "OCR", "name": "read", "images": "$steps.crop.crops"}


@pytest.mark.parametrize(
    ("change", "kind", "message", "cure"),
    [
        ({"type": "Detectr"}, "WorkflowSyntaxError", "has the type Detectr", "mean Detector?"),
        ({"confidnce": 0.3}, "WorkflowSyntaxError", "no field confidnce", "mean confidence?"),
        ({"confidence": 1.5}, "WorkflowSyntaxError", "confidence is 1.5", "Correct it"),
        ({"image": "$inputs.imgae"}, "InvalidReferenceTargetError", "$inputs.imgae", "mean image?"),
        ({"image": "$inputs.image.x"}, "WorkflowSyntaxError", "is no selector", "$inputs.name"),
        ({"image": 3}, "WorkflowSyntaxError", "image is 3", "a selector of image"),
        ({"image": None}, "WorkflowSyntaxError", "lacks the field images", "a selector of image"),
        ({"confidence": "$inputs.image"}, "ReferenceTypeError", "gives image", "these kinds"),
        ({"model_id": 7}, "WorkflowSyntaxError", "model_id is 7", "as a text"),
        ({"image": "$steps.detect"}, "ReferenceTypeError", "names a step", "$steps.detect.pred"),
    ],
)
def test_a_step_with_one_thing_wrong(change, kind, message, cure):
    told = only(definition([detect(**change)]))
    assert told.error_type == kind
    assert message in told.message
    assert cure in told.cure
    assert told.block_id == "detect"


@pytest.mark.parametrize(
    ("change", "kind", "message", "cure"),
    [
        ({"predictions": "$steps.detct.predictions"}, "InvalidReferenceTargetError",
         "the step detct", "mean detect?"),
        ({"predictions": "$steps.detect.predictons"}, "ExecutionGraphStructureError",
         "gives no predictons", "mean predictions?"),
        ({"predictions": "$steps.detect.*"}, "ReferenceTypeError", "everything", "predictions."),
        ({"predictions": "$inputs.image"}, "ReferenceTypeError", "gives image", "these kinds"),
        ({"predictions": "$steps.detect.inference_id"}, "ReferenceTypeError", "run's id",
         "outputs"),
        ({"units": "miles"}, "WorkflowSyntaxError", "units is miles", "Correct it"),
        ({"offset_x": 3}, "WorkflowSyntaxError", "offset_width and offset_x", "Keep offset_width"),
    ],
)  # fmt: skip
def test_a_second_step_with_one_thing_wrong(change, kind, message, cure):
    told = only(definition([detect(), {**OFFSET, **change}]))
    assert (told.error_type, told.block_id) == (kind, "offset")
    assert message in told.message
    assert cure in told.cure


def test_an_unknown_field_names_those_that_exist():
    told = only(definition([detect(), {**OFFSET, "colour": "red"}]))
    assert told.cure == "Its fields are: predictions, offset_width, offset_height, units."
    assert told.property_name == "colour"


@pytest.mark.parametrize("key", ["version", "inputs", "steps", "outputs"])
def test_all_four_parts_are_required(key):
    document = definition([])
    del document[key]
    assert only(document).message == f"The definition lacks {key}."


@pytest.mark.parametrize("document", [None, [], "x", 3])
def test_a_definition_is_an_object(document):
    assert only(document).message == "A definition is a JSON object."


@pytest.mark.parametrize("version", ["1", "1.0", "1.3.0", "v1", "1.17.0"])
def test_versions_of_the_language_that_run(version):
    assert not troubles({**definition([detect()]), "version": version})


@pytest.mark.parametrize("version", ["1.18.0", "9.9", "0.9", "2.0"])
def test_versions_of_the_language_that_do_not(version):
    told = only({**definition([detect()]), "version": version})
    assert told.error_type == "NotSupportedExecutionEngineError"


@pytest.mark.parametrize("version", [None, 1, "one", "1.0.0.0", "1" * 5000])
def test_a_version_is_a_text_of_numbers(version):
    assert only({**definition([detect()]), "version": version}).error_type == "WorkflowSyntaxError"


def test_names_are_unique_among_inputs_steps_and_outputs():
    document = definition([detect(), detect()], inputs=["image", "image"])
    document["outputs"] = 2 * [
        {"type": "JsonField", "name": "x", "selector": "$steps.detect.predictions"}
    ]
    assert [one.error_type for one in troubles(document)] == 3 * ["DuplicatedNameError"]


def test_outputs_say_what_they_lack():
    document = definition([detect()], {"x": "$steps.detect.nothing"})
    assert only(document).error_type == "InvalidReferenceTargetError"
    document["outputs"] = [{"type": "JsonField", "name": "x", "selector": "$steps.detect"}]
    assert "no value" in only(document).message
    document["outputs"] = [{"type": "Jsonfield", "name": "x", "selector": "$steps.detect.*"}]
    assert only(document).cure == "Write JsonField; there is no other."
    document["outputs"] = [{"type": "JsonField", "name": "x", "selector": "$steps.detect.*",
                            "coordinates_system": "root"}]  # fmt: skip
    assert only(document).property_name == "coordinates_system"


def test_inputs_say_what_they_lack():
    inputs = [{"type": "WorkflowImag", "name": "a"}, {"type": "WorkflowImage", "name": "a b"},
              {"type": "WorkflowParameter", "name": "c", "default": 3},
              {"type": "WorkflowParameter", "name": "d", "kind": ["flot"]},
              {"type": "WorkflowBatchInput", "name": "e", "dimensionality": 0}]  # fmt: skip
    told = troubles(definition([], inputs=inputs))
    assert [one.cure.split("?")[0] for one in told[:1]] == ["Did you mean WorkflowImage"]
    assert "default_value" in told[2].cure
    assert "mean float?" in told[3].cure
    assert "from 1 to 4" in told[4].cure
    assert len(told) == 5


def test_a_loop_is_named_step_by_step():
    steps = [{**OFFSET, "name": "a", "predictions": "$steps.c.predictions"},
             {**OFFSET, "name": "b", "predictions": "$steps.a.predictions"},
             {**OFFSET, "name": "c", "predictions": "$steps.b.predictions"}]  # fmt: skip
    told = only(definition(steps))
    assert told.error_type == "ExecutionGraphStructureError"
    assert (
        "a → b → c → a" in told.message
        or "b → c → a → b" in told.message
        or ("c → a → b → c" in told.message)
    )


def test_two_fan_outs_cannot_be_paired():
    steps = [detect(), CROP, {**CROP, "name": "other"},
             {"type": "Crop", "name": "mixed", "images": "$steps.crop.crops",
              "predictions": "$steps.inner.predictions"},
             detect("inner", "$steps.other.crops")]  # fmt: skip
    told = only(definition(steps))
    assert told.error_type == "StepInputLineageError"
    assert told.context == "workflow_compilation | execution_graph_construction"
    assert "images and predictions of mixed" in told.message
    assert "(crop and other)" in told.message


def test_what_collapses_needs_a_fan_out():
    steps = [{"type": "OCR", "name": "read", "images": "$inputs.image"},
             {"type": "test/join@v1", "name": "join", "texts": "$steps.read.result"}]  # fmt: skip
    assert only(definition(steps)).error_type == "StepInputDimensionalityError"
    steps = [detect(), CROP, OCR, {**steps[1]}]
    assert not troubles(definition(steps))


def test_a_gate_of_another_fan_out_is_told_as_flow_control():
    gate = {"type": "Gate", "name": "gate", "condition_statement": {}, "next_steps": ["$steps.b"],
            "evaluation_parameters": {"text": "$steps.read.result"}}  # fmt: skip
    steps = [detect(), CROP, OCR, gate, {**CROP, "name": "other"},
             detect("b", "$steps.other.crops")]  # fmt: skip
    assert only(definition(steps)).error_type == "ControlFlowDefinitionError"


def test_steps_of_flow_control_exist():
    gate = {"type": "Gate", "name": "gate", "condition_statement": {}}
    told = only(definition([detect(), {**gate, "next_steps": ["$steps.detct"]}]))
    assert told.cure == "Did you mean detect?"
    told = only(definition([detect(), {**gate, "next_steps": ["$steps.detect.predictions"]}]))
    assert told.error_type == "ControlFlowDefinitionError"
    assert told.cure == "Write $steps.detect."


def test_where_data_goes_follows_nothing():
    inputs = ["image", {"type": "WorkflowParameter", "name": "where"}]
    step = {"type": "test/expression@v1", "name": "say", "data": {"x": "$inputs.image"},
            "target": "$inputs.where"}  # fmt: skip
    assert only(definition([step], inputs=inputs)).property_name == "target"


def test_code_of_users_is_refused_with_the_reason():
    told = only({**definition([detect()]), "dynamic_blocks_definitions": [{"type": "x"}]})
    assert "no code of users runs here" in told.message


def test_the_limit_of_steps_is_said():
    told = only(definition([detect(f"d{index}") for index in range(21)]))
    assert "has 21 steps" in told.message
    assert "at most 20" in told.message


def test_the_answer_counts_the_rest_and_stays_small():
    steps = [detect(f"d{index}", image="$inputs.nothing", oops=1) for index in range(150)]
    with pytest.raises(DefinitionError) as caught:
        read(definition(steps))
    answer = caught.value.as_json()
    assert len(json.dumps(answer)) < 4000
    assert answer["error_type"] == "WorkflowDefinitionError"
    assert answer["blocks_errors"][-1]["block_details"].startswith("and ")
    assert set(answer["blocks_errors"][0]) == {
        "block_id", "block_type", "block_details", "property_name", "property_details", "cure",
    }  # fmt: skip


def test_the_client_shows_more_than_the_first():
    steps = [detect(confidnce=0.3), detect("other", image="$inputs.imgae")]
    with pytest.raises(DefinitionError) as caught:
        read(definition(steps))
    assert "no field confidnce" in caught.value.message
    assert "$inputs.imgae" in caught.value.data["inner_error_message"]


def test_nobody_means_a_very_deep_definition():
    deep: object = 1
    for _ in range(5000):
        deep = [deep]
    assert "nested" in only({**definition([]), "steps": [deep]}).message


@pytest.mark.parametrize("long", ["x" * 5000, "\x00" * 5000, "\U0001f600" * 5000, "$steps." * 700])
def test_long_names_do_not_make_a_long_answer(long):
    steps = [{"type": long, "name": long, long: long}, detect(long + "1", image=long, **{long: 1})]
    outputs = {long: f"$steps.{long}.x", "b": long}
    document = definition(steps, outputs, inputs=[{"type": long, "name": long, "kind": [long]}])
    with pytest.raises(DefinitionError) as caught:
        read(document)
    assert len(json.dumps(caught.value.as_json())) < 4000
