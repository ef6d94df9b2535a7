"""An inner workflow is replaced by its steps; what is wrong with it is told where it stands."""

from __future__ import annotations

from builder.formats.roboflow.blocks import INNER_WORKFLOW
from tests.builder.formats.roboflow.block_samples import definition, detect, only, read, troubles

CHILD = definition(
    [
        detect("detect", "$inputs.picture", confidence="$inputs.least"),
        {"type": "Crop", "name": "crop", "image": "$inputs.picture",
         "detections": "$steps.detect.predictions"},
    ],
    {"cut": "$steps.crop.crops", "found": "$steps.detect.predictions", "same": "$inputs.picture"},
    inputs=["picture", {"type": "WorkflowParameter", "name": "least", "default_value": 0.1}],
)  # fmt: skip


def inner(name="inner", child=CHILD, **more):
    """A step that runs another definition."""
    return {"type": INNER_WORKFLOW, "name": name, "workflow_definition": child,
            "parameter_bindings": {"picture": "$inputs.image"}, **more}  # fmt: skip


READ = {"type": "OCR", "name": "read", "images": "$steps.inner.cut"}


def test_its_steps_stand_in_the_outer_one_under_its_name():
    graph = read(definition([inner(), READ], {"text": "$steps.read.result",
                                              "found": "$steps.inner.found",
                                              "same": "$steps.inner.same"})).graph  # fmt: skip
    nodes = {node.id: node for node in graph.nodes}
    assert list(nodes) == ["inner__detect", "inner__crop", "read"]
    assert nodes["inner__detect"].inputs == {"image": ["IN.image"]}
    assert nodes["inner__detect"].params["confidence"] == 0.1
    assert nodes["read"].inputs == {"image": ["inner__crop.crops"]}
    assert [one.source for one in graph.outputs] == ["read.text", "inner__detect.regions",
                                                     "IN.image"]  # fmt: skip


def test_a_binding_to_a_step_of_the_same_name_outside_stays_outside():
    bound = {"picture": "$steps.crop.crops"}
    steps = [detect(), {"type": "Crop", "name": "crop", "image": "$inputs.image",
                        "detections": "$steps.detect.predictions"},
             inner(parameter_bindings=bound)]  # fmt: skip
    nodes = {node.id: node for node in read(definition(steps)).graph.nodes}
    assert nodes["inner__detect"].inputs == {"image": ["crop.crops"]}


def test_a_gate_lets_the_whole_of_it_run():
    gate = {"type": "Gate", "name": "gate", "condition_statement": {},
            "next_steps": ["$steps.inner"]}  # fmt: skip
    nodes = {node.id: node for node in read(definition([gate, inner()])).graph.nodes}
    assert nodes["inner__detect"].when == ["gate.passed"]
    assert nodes["inner__crop"].when == []


def test_saved_workflows_are_found_by_their_ids():
    step = {"type": INNER_WORKFLOW, "name": "inner", "workflow_workspace_id": "ws",
            "workflow_id": "w", "parameter_bindings": {"picture": "$inputs.image"}}  # fmt: skip
    asked = []

    def saved(*ids):
        asked.append(ids)
        return CHILD

    assert len(read(definition([step]), saved=saved).graph.nodes) == 2
    assert asked == [("ws", "w", None)]
    assert "does not exist here" in only(definition([step])).message


def test_workflows_that_hold_one_another_are_named():
    step = {"type": INNER_WORKFLOW, "name": "inner", "workflow_workspace_id": "ws",
            "workflow_id": "w", "parameter_bindings": {}}  # fmt: skip
    told = troubles(definition([step]), saved=lambda *ids: definition([step], inputs=()))[-1]
    assert told.error_type == "InnerWorkflowCompositionCycleError"
    assert "ws/w → ws/w" in told.message


def test_they_nest_four_deep_and_no_deeper():
    child = CHILD
    for _ in range(3):
        child = definition(
            [inner(child=child, parameter_bindings={"picture": "$inputs.picture"})],
            inputs=["picture"],
        )
    names = [node.id for node in read(definition([inner(child=child)])).graph.nodes]
    assert names == ["inner__inner__inner__inner__detect", "inner__inner__inner__inner__crop"]
    child = definition([inner(child=child, parameter_bindings={"picture": "$inputs.picture"})],
                       inputs=["picture"])  # fmt: skip
    assert troubles(definition([inner(child=child)]))[-1].error_type == (
        "InnerWorkflowNestingDepthError"
    )


def test_there_are_at_most_32():
    empty = definition([], inputs=())
    steps = [inner(f"i{index}", empty, parameter_bindings={}) for index in range(33)]
    assert not troubles(definition(steps[:32]))
    assert only(definition(steps)).error_type == "InnerWorkflowTotalCountError"


def test_steps_are_counted_after_they_are_opened():
    steps = [inner(f"i{index}") for index in range(11)]
    assert "has 22 steps" in only(definition(steps)).message


def test_bindings_name_inputs_of_the_inner_workflow():
    told = only(definition([inner(parameter_bindings={"picture": "$inputs.image", "lest": 1})]))
    assert told.error_type == "InnerWorkflowParameterBindingsUnknownInputError"
    assert told.cure == "Did you mean least?"
    told = only(definition([inner(parameter_bindings={})]))
    assert "lacks picture" in told.message


def test_only_its_outputs_can_be_selected():
    told = only(definition([inner()], {"x": "$steps.inner.cat"}))
    assert told.cure == "Did you mean cut?"


def test_what_inner_workflows_repeat_has_an_end():
    many = ["$inputs.a"] * 100
    taking = [{"type": "WorkflowParameter", "name": "a"}]
    child = definition([detect("last", many)], {}, inputs=taking)
    for _ in range(3):
        child = definition(
            [inner(child=child, parameter_bindings={"a": many})], {}, inputs=taking
        )  # fmt: skip
    (found,) = troubles(definition([inner(child=child, parameter_bindings={"a": "word"})]))
    assert "more than 1024 kB, counted with its inner workflows opened" in found.message


def test_outputs_that_repeat_one_another_have_an_end():
    child = definition([], {"all": ["$inputs.picture"] * 100})
    child["inputs"] = [{"type": "WorkflowImage", "name": "picture"}]
    for _ in range(3):
        child = definition(
            [inner(child=child, parameter_bindings={"picture": "$inputs.image"})],
            {"all": ["$steps.inner.all"] * 100},
        )
    found = troubles(definition([inner(child=child)], {"all": "$steps.inner.all"}))
    assert "more than 1024 kB" in found[-1].message


def test_a_definition_is_no_larger_than_a_graph_may_be():
    step = detect(model_id="x" * 1024 * 1024)
    (found,) = troubles(definition([step]))
    assert "more than 1024 kB" in found.message
