"""Definitions with conditions, cases and queries are read and run: the answers of their engine."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.read import DefinitionError, Means, read_definition
from runtime import registry
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, run_plan
from runtime.engine.run import Means as RunMeans
from runtime.query.plain import plain_of
from tests.query.samples import COUNT, compare, op, value
from tests.run_flow import FOUND, IMAGES, WIDTH, bare, counted
from tests.run_graph import Silent
from tests.sample_operators import NoModels

CROP = {"type": "Crop", "name": "crop", "image": "$inputs.image", "predictions": "$inputs.d"}


def prop(name, data, *operations):
    return {"type": "PropertyDefinition", "name": name, "data": data, "operations": [*operations]}


def cont(name, data, statement, *steps, **more):
    return {
        "type": "ContinueIf", "name": name, "condition_statement": statement,
        "evaluation_parameters": {"x": data},
        "next_steps": [f"$steps.{step}" for step in steps], **more,
    }  # fmt: skip


def run(steps, selector, **given):
    document = {
        "version": "1.0",
        "inputs": [
            {"type": "WorkflowImage", "name": "image"},
            {"type": "WorkflowBatchInput", "name": "d", "kind": ["object_detection_prediction"]},
            {"type": "WorkflowParameter", "name": "p", "default_value": given.get("p", 1)},
        ],
        "steps": steps,
        "outputs": [{"type": "JsonField", "name": "o", "selector": selector}],
    }
    graph = read_definition(document, Means(registry.operators(), lambda _: None)).graph
    plan = compile_graph(graph, registry.operators(), NoModels(), added=4)
    elements = [{"image": image, "d": one} for image, one in zip(IMAGES, FOUND, strict=True)]
    result = run_plan(Job(plan, elements), RunMeans(NoModels(), Cancel(), Silent(), None, None))
    if result.failures:
        raise next(iter(result.failures.values()))
    name, port = graph.outputs[0].source.rsplit(".", 1)
    return [
        bare(as_tree(result.results[name], port, index, result.state.anchors, plain_of))
        for index in range(2)
    ]


GATED = [
    cont("c", "$inputs.d", counted("(Number) >", 0), "w"), prop("w", "$inputs.image", WIDTH),
]  # fmt: skip
CROPS = [
    CROP, prop("cw", "$steps.crop.crops", WIDTH),
    cont("c", "$steps.cw.output", compare(value(name="x"), "(Number) >", 8), "w"),
    prop("w", "$steps.crop.crops", WIDTH),
]  # fmt: skip
FIRST = {
    "type": "FirstNonEmptyOrDefault", "name": "f", "data": ["$steps.w.output"], "default": "none",
}  # fmt: skip
COLLAPSE = {"type": "DimensionCollapse", "name": "col", "data": "$steps.w.output"}
SWITCH = [
    prop("n", "$inputs.d", COUNT),
    {"type": "SwitchCase", "name": "s", "value": "$steps.n.output",
     "cases": {"3": "$steps.a", "7": "$steps.b"}, "default_next_steps": ["$steps.z"]},
    *(prop(name, "$inputs.image", WIDTH) for name in "abz"),
]  # fmt: skip
RATE = [
    {"type": "roboflow_core/rate_limiter@v1", "name": "r", "cooldown_seconds": 5,
     "depends_on": "$inputs.image", "next_steps": ["$steps.w"]},
    prop("w", "$inputs.image", WIDTH),
]  # fmt: skip
TEMPLATE = {
    "type": "roboflow_core/string_template@v1", "name": "t", "template": "{n} of {p}",
    "data": {"n": "$inputs.d", "p": "$inputs.p"}, "data_operations": {"n": [COUNT]},
}  # fmt: skip
PARSER = [
    {"type": "roboflow_core/string_template@v1", "name": "t", "template": '{{"a": {n}}}',
     "data": {"n": "$inputs.d"}, "data_operations": {"n": [COUNT]}},
    {"type": "roboflow_core/json_parser@v1", "name": "j", "raw_json": "$steps.t.output",
     "expected_fields": ["b", "a"]},
]  # fmt: skip
REPLACED = [
    *CROPS[:3],
    prop("s", "$steps.crop.crops", WIDTH, op("ToString")),
    {"type": "DetectionsClassesReplacement", "name": "r",
     "object_detection_predictions": "$inputs.d", "classification_predictions": "$steps.s.output"},
    prop("names", "$steps.r.predictions", op("DetectionsPropertyExtract",
                                             property_name="class_name")),
]  # fmt: skip
REPLACED[2] = {**REPLACED[2], "next_steps": ["$steps.s"]}
DELAYED = [{**GATED[0], "stop_delay": 5}, GATED[1]]
ANSWERS = [
    (GATED, "$steps.w.output", [100, None]),
    ([*GATED, FIRST], "$steps.f.output", [100, "none"]),
    (CROPS, "$steps.w.output", [[10, 30, None], []]),
    ([*CROPS, COLLAPSE], "$steps.col.output", [[10, 30], None]),
    ([*CROPS, FIRST], "$steps.f.output", [[10, 30, "none"], []]),
    (SWITCH, "$steps.a.output", [100, None]),
    (SWITCH, "$steps.b.output", [None, None]),
    (SWITCH, "$steps.z.output", [None, 120]),
    (RATE, "$steps.w.output", [100, None]),
    (DELAYED, "$steps.w.output", [100, 120]),
    ([TEMPLATE], "$steps.t.output", ["3 of 1", "0 of 1"]),
    (PARSER, "$steps.j.a", [3, 0]),
    (PARSER, "$steps.j.error_status", [True, True]),
    (REPLACED, "$steps.names.output", [["10", "30"], []]),
]


@pytest.mark.parametrize(("steps", "selector", "answer"), ANSWERS)
def test_a_definition_answers_as_theirs_does(steps, selector, answer):
    assert run(steps, selector) == answer


def test_a_condition_on_crops_cannot_lead_to_a_step_that_looks_at_the_whole():
    with pytest.raises(DefinitionError, match="c decides for each of several values") as caught:
        run([*CROPS[:3], prop("w", "$inputs.image", WIDTH)], "$steps.w.output")
    assert "ControlFlowDefinitionError" in repr(caught.value.troubles)
