"""Two who want the same at the same moment: the second is told so, and nothing is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet

from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.delete_version import delete_version
from builder.actions.edit_card import edit_card
from builder.actions.operator_models import make_operator_model
from builder.actions.save_version import publish_version, save_version
from builder.api.v2.node_names import named_nodes
from builder.models import Version, Workflow
from builder.permissions import Actor
from runtime.contracts.errors import ConflictError, NotFoundError

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [{"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]}}],
}


@pytest.fixture
def ana(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def app(ana):
    return create_app(ana, "Shop", key="shop")


@pytest.fixture
def too_early(monkeypatch):
    """Who asks whether an id is taken asks so many times before the other one has it."""
    exists = QuerySet.exists
    left = [0]

    def asked(rows):
        left[0] -= 1
        return exists(rows) if left[0] < 0 else False

    monkeypatch.setattr(QuerySet, "exists", asked)
    return lambda times: left.__setitem__(0, times)


def test_an_app_with_a_taken_id_is_refused(ana, app, too_early):
    too_early(1)
    with pytest.raises(ConflictError, match="You have an app shop already"):
        create_app(ana, "Another", key="shop")


def test_a_workflow_with_a_taken_id_is_refused(ana, app, too_early):
    create_workflow(ana, app, "Plates", key="plates")
    too_early(1)
    with pytest.raises(ConflictError, match="shop has a workflow plates already"):
        create_workflow(ana, app, "Others", key="plates")
    assert Workflow.objects.filter(app=app).count() == 1


def test_a_model_with_a_taken_id_is_refused(ana, app, too_early):
    make_operator_model(ana, app, "prompter", "say")
    too_early(1)
    with pytest.raises(ConflictError, match="shop has a model say already"):
        make_operator_model(ana, app, "prompter", "say")


def test_an_id_from_a_name_is_made_anew(ana, app, too_early):
    create_workflow(ana, app, "Plates")
    too_early(1)
    assert create_workflow(ana, app, "Plates").key == "plates-2"
    too_early(1)
    assert create_app(ana, "Shop").key == "shop-2"


def test_who_publishes_a_version_that_was_just_deleted_is_told(ana, app):
    workflow = create_workflow(ana, app, "Plates", GRAPH)
    first = save_version(ana, workflow, GRAPH)
    save_version(ana, workflow, GRAPH)
    stale = Version.objects.get(pk=first.pk)
    delete_version(ana, first)
    with pytest.raises(NotFoundError, match="v1 of plates was deleted"):
        publish_version(workflow, stale)
    assert Workflow.objects.get(pk=workflow.pk).published.number == 2


def test_the_names_of_nodes_take_nothing_from_what_others_said_meanwhile(ana, app):
    version = save_version(ana, create_workflow(ana, app, "Plates", GRAPH), GRAPH)
    stale, other = (Version.objects.get(pk=version.pk) for _ in range(2))
    edit_card(ana, other, {"description": "Says it."}, merge=True)
    named = named_nodes([stale])[version.pk]["say"]
    kept = Version.objects.get(pk=version.pk).card
    assert kept["description"] == "Says it."
    assert kept["nodes"]["say"]["model_version_id"] == named.version.pk
    assert named_nodes([version])[version.pk]["say"] == named
