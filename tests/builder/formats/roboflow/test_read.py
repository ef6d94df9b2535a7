"""A definition becomes the graph that it means."""

from __future__ import annotations

import pytest

from tests.builder.formats.roboflow.block_samples import (
    definition,
    detect,
    model,
    only,
    read,
    troubles,
)

OFFSET = {"type": "Offset", "name": "offset", "predictions": "$steps.detect.predictions",
          "offset_x": 200, "offset_y": 40}  # fmt: skip
CROP = {"type": "Crop", "name": "crop", "image": "$inputs.image",
        "detections": "$steps.offset.predictions"}  # fmt: skip
OCR = {"type": "OCR", "name": "read", "image": "$steps.crop.crops"}
GUIDE = definition(
    [detect(), OFFSET, CROP, OCR],
    {"found": "$steps.detect.predictions", "image": "$steps.detect.image",
     "plates": "$steps.read.result", "crops": "$steps.crop.crops"},
)  # fmt: skip


def node(document, name, **means):
    """One node of what a definition becomes."""
    return next(one for one in read(document, **means).graph.nodes if one.id == name)


def test_old_names_of_types_and_fields_lead_to_todays_operators():
    graph = read(GUIDE).graph
    assert [(one.id, one.operator) for one in graph.nodes] == [
        ("detect", "detector"), ("offset", "offset"), ("crop", "cropper"), ("read", "reader"),
    ]  # fmt: skip
    assert graph.nodes[1].params == {"width": 200, "height": 40, "unit": "pixels"}
    assert graph.nodes[2].inputs == {"image": ["IN.image"], "regions": ["offset.regions"]}
    assert graph.nodes[3].model is not None


def test_the_picture_a_model_looked_at_is_an_echo_of_where_it_came_from():
    assert [one.source for one in read(GUIDE).graph.outputs] == [
        "detect.regions", "IN.image", "read.text", "crop.crops",
    ]  # fmt: skip
    second = {"type": "Crop", "name": "again", "images": "$steps.read.image",
              "predictions": "$steps.offset.predictions"}  # fmt: skip
    document = definition([detect(), OFFSET, CROP, OCR, second])
    assert node(document, "again").inputs["image"] == ["crop.crops"]


def test_a_step_knows_its_type_as_written():
    imported = read(GUIDE)
    kind, block = imported.steps["crop"]
    assert (kind, block.type) == ("Crop", "test/crop@v1")


def test_a_model_id_becomes_one_of_our_models():
    assert node(GUIDE, "detect").model == model("plates/2")
    told = only(definition([detect(model_id="nobody/1")]))
    assert told.property_name == "model_id"
    assert "nobody/1 does not exist here" in told.message


def test_a_model_id_may_come_from_an_input():
    inputs = ["image", {"type": "WorkflowParameter", "name": "m", "default_value": "a/1"}]
    document = definition([detect(model_id="$inputs.m")], inputs=inputs)
    assert node(document, "detect").model == model("a/1")
    assert node(document, "detect", values={"m": "b/2"}).model == model("b/2")


def test_parameters_are_references_and_get_the_type_of_what_follows_them():
    inputs = ["image", {"type": "InferenceParameter", "name": "least"},
              {"type": "WorkflowParameter", "name": "names", "kind": ["list_of_values"]},
              {"type": "WorkflowParameter", "name": "x", "default_value": 3}]  # fmt: skip
    steps = [detect(confidence="$inputs.least", class_filter="$inputs.names"),
             {**OFFSET, "offset_x": "$inputs.x"}]  # fmt: skip
    graph = read(definition(steps, inputs=inputs)).graph
    assert [(one.name, one.type, one.default) for one in graph.inputs] == [
        ("image", "image", None), ("least", "number", None), ("names", "list", None),
        ("x", "number", 3),
    ]  # fmt: skip
    assert graph.nodes[0].params == {"confidence": {"$ref": "IN.least"},
                                     "classes": {"$ref": "IN.names"}}  # fmt: skip


def test_batch_inputs_have_levels_and_the_type_of_their_kind():
    inputs = [
        {"type": "WorkflowBatchInput", "name": "crops", "kind": ["image"], "dimensionality": 2},
        {"type": "WorkflowBatchInput", "name": "boxes", "kind": ["object_detection_prediction"]},
        {"type": "WorkflowBatchInput", "name": "words", "kind": ["string"]},
        {"type": "WorkflowBatchInput", "name": "colors", "kind": ["rgb_color"]},
        {"type": "WorkflowBatchInput", "name": "mixed", "kind": ["string", "integer"]},
        {"type": "WorkflowVideoMetadata", "name": "video"},
    ]
    graph = read(definition([], inputs=inputs)).graph
    assert [(one.type, one.levels) for one in graph.inputs] == [
        ("image", 2), ("regions", 1), ("string", 1), ("any", 1), ("any", 1), ("json", 1),
    ]  # fmt: skip


def test_their_default_holds_where_ours_differs_and_null_is_left_out():
    document = definition([detect(class_filter=None, agnostic=None)])
    assert node(document, "detect").params == {"confidence": 0.4}


def test_lists_and_mappings_of_selectors_become_wires():
    steps = [
        detect("a"), detect("b"),
        {"type": "test/vote@v1", "name": "vote", "required_votes": 2, "aggregation": "max",
         "predictions": ["$steps.a.predictions", "$steps.b.predictions"]},
        {"type": "test/expression@v1", "name": "say",
         "data": {"found": "$steps.vote.predictions", "limit": 3}},
    ]  # fmt: skip
    graph = read(definition(steps)).graph
    assert graph.nodes[2].inputs == {"regions": ["a.regions", "b.regions"]}
    assert graph.nodes[2].params == {"votes": 2, "how": "most"}
    assert graph.nodes[3].inputs == {"data.found": ["vote.regions"]}
    assert graph.nodes[3].params == {"constants": {"limit": 3}}


def test_next_steps_make_the_named_steps_wait_for_the_gate():
    gate = {"type": "Gate", "name": "gate", "condition_statement": {"type": "StatementGroup"},
            "evaluation_parameters": {"found": "$steps.detect.predictions"},
            "next_steps": ["$steps.offset"]}  # fmt: skip
    graph = read(definition([detect(), gate, OFFSET])).graph
    assert graph.nodes[2].when == ["gate.passed"]
    assert graph.nodes[1].inputs == {"data.found": ["detect.regions"]}


def test_cases_go_to_their_parameter_and_each_opens_its_gate():
    switch = {"type": "test/switch@v1", "name": "which", "value": "plate",
              "cases": {"plate": "$steps.offset", "car": "$steps.crop"},
              "default_next_steps": ["$steps.size"]}  # fmt: skip
    steps = [detect(), switch, OFFSET, {**CROP, "detections": "$steps.detect.predictions"},
             {"type": "test/size@v1", "name": "size", "image": "$inputs.image"}]  # fmt: skip
    nodes = {one.id: one for one in read(definition(steps)).graph.nodes}
    assert nodes["which"].params == {"value": "plate", "cases": ["plate", "car"]}
    assert [nodes[name].when for name in ("offset", "crop", "size")] == [
        ["which.case_0"], ["which.case_1"], ["which.otherwise"],
    ]  # fmt: skip


def test_a_step_behind_two_cases_runs_when_either_holds():
    switch = {"type": "test/switch@v1", "name": "which", "value": "plate",
              "cases": {"plate": "$steps.detect", "car": "$steps.detect"}}  # fmt: skip
    nodes = {one.id: one for one in read(definition([switch, detect()])).graph.nodes}
    (joined,) = nodes["detect"].when
    assert nodes[joined.split(".")[0]].inputs == {"data": ["which.case_0", "which.case_1"]}


def test_outputs_say_in_whose_coordinates_and_keep_the_run_id_for_the_answer():
    document = definition([detect()])
    document["outputs"] = [
        {"type": "JsonField", "name": "own", "selector": "$steps.detect.predictions",
         "coordinates_system": "own"},
        {"type": "JsonField", "name": "all", "selector": "$steps.detect.*"},
        {"type": "JsonField", "name": "id", "selector": "$steps.detect.inference_id"},
        {"type": "JsonField", "name": "echo", "selector": "$inputs.image"},
    ]  # fmt: skip
    imported = read(document)
    assert [(one.name, one.source, one.coordinates) for one in imported.graph.outputs] == [
        ("own", "detect.regions", "own"), ("all", "detect.*", "parent"),
        ("echo", "IN.image", "parent"),
    ]  # fmt: skip
    assert [one.name for one in imported.answers] == ["own", "all", "id", "echo"]
    assert imported.answers[2].source == ""


@pytest.mark.parametrize("name", ["_first", "-x", "Ünïcode name", "9"])
def test_a_step_keeps_its_name_as_a_node(name):
    document = definition([detect(name)])
    assert read(document).names == {name: name}


@pytest.mark.parametrize(
    ("name", "called"),
    [("größe", "größe"), ("x$y", "x$y"), ('größe "A"', "größe-A-"), ("two\nlines", "two-lines")],
)
def test_a_selector_names_a_step_of_any_characters_but_a_dot(name, called):
    steps = [detect(name=name), {**OFFSET, "predictions": f"$steps.{name}.predictions"}]
    graph = read(definition(steps, {"found": f"$steps.{name}.predictions"})).graph
    assert graph.nodes[1].inputs == {"regions": [f"{called}.regions"]}
    assert graph.outputs[0].source == f"{called}.regions"


@pytest.mark.parametrize("broken", ["$steps.a.b.predictions", "$steps.detect.the predictions"])
def test_a_broken_selector_is_told_which_characters_names_have(broken):
    told = only(definition([detect(), {**OFFSET, "predictions": broken}]))
    assert "Names of steps have any characters but a dot" in told.cure


def test_an_output_without_a_name_is_told_and_no_output_of_the_graph():
    imported = read(definition([detect()], {"": "$steps.detect.predictions"}))
    assert [one.name for one in imported.answers] == [""]
    assert imported.graph.outputs == []


def test_a_step_named_like_the_inputs_gets_the_next_name():
    assert read(definition([detect("IN")])).names == {"IN-2": "IN"}


def test_empty_lists_and_unknown_keys_beside_them_are_fine():
    assert read({**definition([]), "blocks": [], "name": "x"}).graph.nodes == []
    assert not troubles({**definition([detect()]), "dynamic_blocks_definitions": []})


def test_every_node_has_a_place_from_left_to_right():
    places = read(GUIDE).layout["nodes"]
    xs = [places[name]["x"] for name in ("IN", "detect", "offset", "crop", "read")]
    assert xs == sorted(xs)
    assert len(set(xs)) == 5


def test_a_word_that_a_call_brings_is_translated_when_it_is_read():
    inputs = ["image", {"type": "WorkflowParameter", "name": "unit", "default_value": "%"}]
    document = definition([detect(), {**OFFSET, "units": "$inputs.unit"}], inputs=inputs)
    assert node(document, "offset").params["unit"] == "percent"
    assert node(document, "offset", values={"unit": "px"}).params["unit"] == "pixels"
    assert only(document, values={"unit": "mile"}).property_name == "units"


def test_a_literal_is_never_taken_for_a_reference():
    told = only(definition([detect(confidence={"$ref": "IN.image"})]))
    assert told.property_name == "confidence"


def test_properties_that_a_step_names_are_its_own():
    parse = {"type": "test/parse@v1", "name": "parse", "expected": ["colour", "size"]}
    use = {"type": "test/expression@v1", "name": "use", "data": {"0": "$steps.parse.size"}}
    outputs = {"all": "$steps.parse.*", "colour": "$steps.parse.colour"}
    imported = read(definition([parse, use], outputs))
    assert imported.graph.nodes[1].inputs == {"data.0": ["parse.second"]}
    assert list(imported.answers[0].block.outputs) == ["colour", "size", "failed"]
    assert imported.answers[1].source == "parse.first"
    assert only(definition([parse], {"x": "$steps.parse.sise"})).cure == "Did you mean size?"


def test_an_expression_may_be_about_nothing():
    step = {"type": "test/expression@v1", "name": "say", "data": {}}
    (node,) = read(definition([step], {"said": "$steps.say.output"})).graph.nodes
    assert node.inputs == {}
