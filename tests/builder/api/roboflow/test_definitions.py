"""Compiled definitions are kept as long as nothing changed that they rest on."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from builder.actions.alias_model import alias_model
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.actions.seed import seed_models
from builder.api.roboflow import definitions
from builder.api.roboflow.compiled import compile_version
from builder.api.roboflow.definitions import compile_definition
from builder.api.roboflow.inner_workflows import saved_definitions
from builder.formats.roboflow.trouble import DefinitionError
from builder.permissions import Actor
from runtime import api
from tests.builder.api.roboflow.calls import definition, output

MODEL = {"type": "WorkflowParameter", "name": "which", "default_value": "plates"}
IMAGE = {"type": "WorkflowImage", "name": "image"}
FIND = {"type": "ObjectDetectionModel", "name": "find", "image": "$inputs.image",
        "model_id": "$inputs.which"}  # fmt: skip
FOLLOWS = definition([output("found", "$steps.find.predictions")], [FIND], [IMAGE, MODEL])
NAMED = definition(
    [output("found", "$steps.find.predictions")], [{**FIND, "model_id": "theirs/2"}], [IMAGE]
)
GREY = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "find", "operator": "visual-detector", "model": {"id": "plates"},
         "inputs": {"image": ["IN.image"]}},
    ],
    "outputs": [{"name": "found", "source": "find.regions"}],
}  # fmt: skip


@pytest.fixture
def actor(db):
    seed_models()
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def app(actor):
    return create_app(actor, "Yard", "image")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(definitions, "_kept", definitions._Kept())


def model_of(compiled):
    return compiled.graph.nodes[0].model.id


def test_an_equal_definition_is_compiled_once(actor, app):
    alias_model(actor, app, "theirs/2", "plates")
    first = compile_definition(app, NAMED, {}, None)
    assert compile_definition(app, dict(reversed(NAMED.items())), {"x": 1}, None) is first
    assert compile_definition(app, {**NAMED, "version": "1.1"}, {}, None) is not first


def test_another_meaning_of_a_model_id_counts_at_once(actor, app):
    with pytest.raises(DefinitionError, match="theirs/2"):
        compile_definition(app, NAMED, {}, None)
    alias_model(actor, app, "theirs/2", "plates")
    assert model_of(compile_definition(app, NAMED, {}, None)) == "plates"


def test_apps_do_not_share_what_was_compiled(actor, app):
    alias_model(actor, app, "theirs/2", "plates")
    compile_definition(app, NAMED, {}, None)
    with pytest.raises(DefinitionError):
        compile_definition(create_app(actor, "Other", "image"), NAMED, {}, None)


def test_a_model_that_an_input_names_is_looked_up_for_each_value(actor, app):
    first = compile_definition(app, FOLLOWS, {}, None)
    assert model_of(first) == "plates"
    assert compile_definition(app, FOLLOWS, {"other": 3}, None) is first
    with pytest.raises(DefinitionError, match="nobody"):
        compile_definition(app, FOLLOWS, {"which": "nobody"}, None)


def test_the_cache_is_bounded(actor, app, monkeypatch):
    monkeypatch.setattr(definitions, "MOST_KEPT", 2)
    for name in ("a", "b", "c"):
        compile_definition(app, definition([output(name, "$inputs.image")]), {}, None)
    assert len(definitions._kept.entries) == 2


def test_a_saved_workflow_is_a_step_of_another_one(actor, app):
    saved = create_workflow(actor, app, "Find", GREY)
    version = save_version(actor, saved, GREY)
    inner = {
        "type": "roboflow_core/inner_workflow@v1", "name": "within",
        "workflow_workspace_id": app.key, "workflow_id": saved.key,
        "parameter_bindings": {"image": "$inputs.image"},
    }  # fmt: skip
    outer = definition([output("found", "$steps.within.found")], [inner])
    compiled = compile_definition(app, outer, {}, saved_definitions(actor))
    assert compiled.graph.nodes[0].operator == "visual-detector"
    assert compiled.graph.nodes[0].model == compile_version(version).graph.nodes[0].model
    stranger = Actor(User.objects.create(username="eve"))
    with pytest.raises(DefinitionError, match="does not exist here"):
        compile_definition(app, outer, {}, saved_definitions(stranger))


def inner_of(actor, app, graph, outputs):
    """What a workflow becomes as a step of another one, and what it is alone."""
    saved = create_workflow(actor, app, "Saved", graph)
    alone = compile_version(save_version(actor, saved, graph)).graph
    inner = {
        "type": "roboflow_core/inner_workflow@v1", "name": "within",
        "workflow_workspace_id": app.key, "workflow_id": saved.key,
        "parameter_bindings": {"image": "$inputs.image"},
    }  # fmt: skip
    outer = definition([output(name, f"$steps.within.{name}") for name in outputs], [inner])
    return compile_definition(app, outer, {}, saved_definitions(actor)).graph, alone


def nodes_of(graph, prefix=""):
    """Nodes without what says the same twice: parameters that are the usual ones."""
    usual = {node.id: api.operators()[node.operator].params_type.model_fields
             for node in graph.nodes}  # fmt: skip
    return [
        (node.id.removeprefix(prefix), node.operator, node.model,
         {name: value for name, value in node.params.items()
          if value != usual[node.id][name].get_default(call_default_factory=True)},
         {port: [source.removeprefix(prefix) for source in ends]
          for port, ends in node.inputs.items()},
         [source.removeprefix(prefix) for source in node.when])
        for node in graph.nodes
    ]  # fmt: skip


NATIVE = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "read", "operator": "optical-character-recognizer",
         "model": {"id": "ppocr-v6"}, "params": {"min_value": 0.4},
         "inputs": {"image": ["IN.image"]}},
        {"id": "language", "operator": "language-id-operator", "inputs": {"text": ["read.text"]}},
        {"id": "say", "operator": "prompter",
         "params": {"prompt_template": "{data.text.raw} $inputs.image"},
         "inputs": {"text": ["read.text"], "concepts": ["language.concepts"]},
         "when": ["language.concepts"]},
        {"id": "find", "operator": "visual-detector", "model": {"id": "plates"},
         "params": {"min_value": 0.3}, "inputs": {"image": ["IN.image"]}},
        {"id": "crop", "operator": "image-crop",
         "inputs": {"image": ["IN.image"], "regions": ["find.regions"]}},
    ],
    "outputs": [{"name": "said", "source": "say.text"},
                {"name": "cut", "source": "crop.images"}],
}  # fmt: skip


def test_a_saved_workflow_runs_as_a_step_just_as_it_was_saved(actor, app):
    """Also what the language has no words for: parameters, gates, nodes without a block."""
    opened, alone = inner_of(actor, app, NATIVE, ["said", "cut"])
    assert nodes_of(opened, "within__") == nodes_of(alone)


def test_what_only_saved_workflows_hold_cannot_be_written_by_a_caller(app):
    step = {"type": "weft/prompter", "name": "say", "weft:params": {"prompt_template": "x"}}
    with pytest.raises(DefinitionError, match="does not exist here"):
        compile_definition(app, definition([], [step]), {}, None)
    step = {"type": "OCRModel", "name": "ocr", "images": "$inputs.image",
            "weft:params": {"joined_by": "x"}}  # fmt: skip
    with pytest.raises(DefinitionError, match="no field"):
        compile_definition(app, definition([], [step]), {}, None)
