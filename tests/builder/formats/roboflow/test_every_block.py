"""Every block of the catalogue: a step with what it needs is read, written, and read the same."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.block_schema import required, takes
from builder.formats.roboflow.blocks import INNER_WORKFLOW, stands
from builder.formats.roboflow.params import is_fixed, param_types
from builder.formats.roboflow.read import Means, read_definition
from builder.formats.roboflow.write import write_definition
from runtime.contracts.blocks import ModelField, NextSteps, Setting, Wire, Wires
from runtime.registry import operators
from tests.builder.formats.roboflow.block_samples import model

EVERY = sorted(stands(operators()), key=lambda one: one.block.type)
NESTED = {"type": "WorkflowBatchInput", "name": "nested", "dimensionality": 2}


def least(one):
    """A definition with a step of the block that says no more than it has to."""
    inputs = {"nested": NESTED}
    step = {"type": one.block.type, "name": "step"}
    for name in required(one):
        step[name] = _value(one, name, one.block.fields[name], inputs)
    outputs = [{"type": "JsonField", "name": name, "selector": f"$steps.step.{name}"}
               for name in one.block.outputs]  # fmt: skip
    echo = {"type": "JsonField", "name": "echo", "selector": "$inputs.nested"}
    return {"version": "1.0", "inputs": [*inputs.values()], "steps": [step],
            "outputs": [*outputs, echo]}  # fmt: skip


def _value(one, name, item, inputs):
    match item:
        case Wire():
            return _selector(one, name, item, inputs)
        case Wires():
            chosen = _selector(one, name, item, inputs)
            return {"a b": chosen} if item.named else [chosen]
        case ModelField():
            return "a/1"
        case NextSteps():
            return []
        case Setting() if item.words:
            return next(word for word in item.words if word is not None)
        case Setting() if is_fixed(one.operator, item.param):
            return ["x@example.com"] if "list" in param_types(one.operator, item.param) else "x"
    inputs[name] = {"type": "WorkflowParameter", "name": name}
    return f"$inputs.{name}"


def _selector(one, name, item, inputs):
    if one.operator.inputs[item.port].gathers:
        return "$inputs.nested"
    kind = takes(one, item)[0]
    inputs[name] = (
        {"type": "WorkflowImage", "name": name} if kind == "image"
        else {"type": "WorkflowBatchInput", "name": name, "kind": [kind]}
    )  # fmt: skip
    return f"$inputs.{name}"


@pytest.mark.parametrize("one", EVERY, ids=[one.block.type for one in EVERY])
def test_it_is_written_as_it_was_read(one):
    means = Means(operators(), model)
    graph = read_definition(least(one), means).graph
    exported = write_definition(graph, operators())
    assert [step["name"] for step in exported.document["steps"]] == ["step"]
    assert read_definition(exported.document, means).graph.as_json() == graph.as_json()


def test_the_inner_workflow_is_no_operator():
    assert INNER_WORKFLOW not in {one.block.type for one in EVERY}
