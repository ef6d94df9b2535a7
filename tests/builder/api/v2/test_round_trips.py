"""Workflows from the canvas, read over the API and made again: the same graph."""

from __future__ import annotations

import copy

import pytest
from django.contrib.auth.models import User
from google.protobuf.json_format import ParseDict

from builder import queries
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.actions.seed import seed_models
from builder.actions.use_template import use_template
from builder.api.v2 import answering
from builder.api.v2.call import Call
from builder.api.v2.methods import METHODS
from builder.gallery import templates
from builder.models import Model, Version
from builder.permissions import Actor


@pytest.fixture
def ana(db):
    seed_models()
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def app(ana):
    return create_app(ana, "Shop", "image", key="shop")


@pytest.fixture
def ask(ana, app):
    """Calls a method without a door."""

    def asked(method, **body):
        told = {"user_app_id": {"user_id": "ana", "app_id": "shop"}, **body}
        message = ParseDict(told, METHODS[method].request(), ignore_unknown_fields=True)
        body = answering.answer(METHODS[method], Call(ana, message, {})).body
        assert body["status"]["code"] == 10000, str(body["status"])
        return body

    return asked


def in_ids(workflow):
    """As the SDK's export keeps it: ids alone."""
    nodes = [
        {
            "id": node["id"],
            "model": {
                **{name: node["model"][name] for name in ("id", "user_id", "app_id")},
                "model_version": {"id": node["model"]["model_version"]["id"]},
            },
            "node_inputs": node.get("node_inputs", []),
        }
        for node in workflow["nodes"]
    ]
    return {"id": "again", "nodes": nodes}


def graph_of(workflow):
    return Version.objects.get(pk=workflow["version"]["id"]).graph


def made(ana, app, graph, key="drawn"):
    workflow = create_workflow(ana, app, key, graph, key=key)
    save_version(ana, workflow, graph)
    return workflow


@pytest.mark.parametrize("template", sorted(templates()))
def test_what_the_gallery_makes_is_read_and_made_again(ask, ana, app, template):
    workflow = use_template(ana, app, templates()[template], key="first")
    if not queries.versions(workflow).exists():
        pytest.skip("the template cannot run here")
    [read] = ask("ListWorkflows")["workflows"]

    [again] = ask("PostWorkflows", workflows=[{**copy.deepcopy(read), "id": "again"}])["workflows"]

    assert graph_of(again) == graph_of(read)
    assert again["version"]["digest"] == read["version"]["digest"]
    assert again["metadata"] == read["metadata"]
    assert again["nodes"] == read["nodes"]


def chain(*marks, params=None):
    """Prompters in a row that each put a mark behind the text; the usual one for an empty mark."""
    nodes = []
    for number, mark in enumerate(marks):
        node = {"id": f"n{number}", "operator": "prompter"}
        node["params"] = params or says(mark)
        node["inputs"] = {"text": [f"n{number - 1}.text" if number else "IN.text"]}
        nodes.append(node)
    inputs = [{"name": "text", "type": "text"}]
    return {"schema": 1, "inputs": inputs, "nodes": nodes}


def says(mark):
    return {"prompt_template": "{data.text.raw}" + mark} if mark else {}


def test_operators_of_the_canvas_are_made_again_from_their_ids(ask, ana, app):
    made(ana, app, chain("a", "", "b"))
    read = ask("GetWorkflow", workflow_id="drawn")["workflow"]

    [again] = ask("PostWorkflows", workflows=[in_ids(read)])["workflows"]

    assert graph_of(again) == graph_of(read)


def test_operators_get_one_name_for_the_same_parameters(ask, ana, app):
    made(ana, app, chain("a", "b"))
    made(ana, app, chain("b"), "other")

    nodes = ask("GetWorkflow", workflow_id="drawn")["workflow"]["nodes"]
    [same] = ask("GetWorkflow", workflow_id="other")["workflow"]["nodes"]

    assert [node["model"]["id"] for node in nodes] == ["prompter", "prompter"]
    versions = [node["model"]["model_version"]["id"] for node in (*nodes, same)]
    assert versions[0] != versions[1] == versions[2]
    assert Model.objects.filter(app=app).count() == 1


def test_names_that_are_taken_stay_whose_they_are(ask, ana, app):
    made(ana, app, chain("a"))
    nodes = [{"id": "x", "model": {"id": "prompter", "model_type_id": "language-id-operator"}}]
    first = ask("GetWorkflow", workflow_id="drawn")["workflow"]["nodes"]
    ask("PostWorkflows", workflows=[{"id": "second", "nodes": nodes}])

    assert ask("GetWorkflow", workflow_id="drawn")["workflow"]["nodes"] == first


def test_a_name_that_was_deleted_is_replaced(ask, ana, app):
    made(ana, app, chain("a"))
    ask("PostWorkflows", workflows=[in_ids(ask("GetWorkflow", workflow_id="drawn")["workflow"])])
    ask("DeleteModel", model_id="prompter")

    [node] = ask("GetWorkflow", workflow_id="drawn")["workflow"]["nodes"]

    version = node["model"]["model_version"]
    found = ask("GetModel", model_id=node["model"]["id"], version_id=version["id"])["model"]
    assert found["model_version"]["id"] == version["id"]
    assert version["output_info"]["params"] == says("a")


def test_parameters_that_follow_the_graph_survive(ask, ana, app):
    graph = chain("a", params={"prompt_template": {"$ref": "IN.how"}})
    graph["inputs"].append({"name": "how", "type": "string", "default": "<{data.text.raw}>"})
    made(ana, app, graph)
    read = ask("GetWorkflow", workflow_id="drawn")["workflow"]

    [again] = ask("PostWorkflows", workflows=[{**read, "id": "again"}])["workflows"]

    assert graph_of(again) == graph_of(read)


def test_a_merge_leaves_the_wires_of_other_nodes(ask, ana, app):
    """Both texts fit both nodes; the wires of the canvas are not those that names would give."""
    graph = chain("a", "b", "c")
    graph["nodes"][2]["inputs"] = {"text": ["n0.text"]}
    made(ana, app, graph)
    node = {"id": "n1", "model": {"id": "prompter"}, "output_info_override": {
        "params": says("new")}}  # fmt: skip

    [merged] = ask("PatchWorkflows", workflows=[{"id": "drawn", "nodes": [node]}], action="merge")[
        "workflows"
    ]

    wires = {item["id"]: item["inputs"]["text"] for item in graph_of(merged)["nodes"]}
    assert wires == {"n0": ["IN.text"], "n1": ["n0.text"], "n2": ["n0.text"]}


def test_an_input_that_no_node_takes_any_more_goes(ask, ana, app):
    first = {"id": "one", "model": {"id": "ppocr-v6"}}
    ask("PostWorkflows", workflows=[{"id": "flow", "nodes": [first]}])
    now = {"id": "one", "model": {"id": "prompter"}}

    [merged] = ask("PatchWorkflows", workflows=[{"id": "flow", "nodes": [now]}], action="merge")[
        "workflows"
    ]

    assert graph_of(merged)["inputs"] == [{"name": "text", "type": "text"}]


def test_unsaved_work_of_the_canvas_is_set_aside(ask, ana, app):
    workflow = made(ana, app, chain("a"))
    unsaved = chain("not saved yet")
    workflow.draft.graph = unsaved
    workflow.draft.save()
    node = {"id": "n0", "model": {"id": "prompter"}}

    ask("PatchWorkflows", workflows=[{"id": "drawn", "nodes": [node]}], action="overwrite")

    [kept] = workflow.kept_drafts.all()
    assert kept.graph == unsaved
    draft = queries.draft(workflow)
    assert draft.based_on == queries.newest_version(draft.workflow)


def test_a_workflow_without_a_version_is_listed_without_nodes(ask, ana, app):
    create_workflow(ana, app, "Draft only", key="draft-only")

    [row] = ask("ListWorkflows")["workflows"]

    assert (row["id"], row["nodes"]) == ("draft-only", [])
    assert "version" not in row


def test_lists_ask_the_database_as_often_for_many_as_for_few(
    ask, ana, app, django_assert_max_num_queries
):
    for number in range(6):
        made(ana, app, chain(str(number)), f"drawn-{number}")
    ask("ListWorkflows")

    with django_assert_max_num_queries(12):
        assert len(ask("ListWorkflows")["workflows"]) == 6
