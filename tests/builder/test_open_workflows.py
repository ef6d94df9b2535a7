"""What is private does not exist for others; what is public is read and run by everybody here."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from builder import queries
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.cancel_run import cancel_run
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.edit_workflow import delete_app, delete_workflow
from builder.actions.save_version import save_version
from builder.actions.seed import seed_models
from builder.actions.set_visibility import set_visibility
from builder.actions.start_run import WhatToRun, start_run
from builder.actions.tokens import create_token
from builder.models import App, Model, Run, Version, Workflow
from builder.permissions import Actor
from builder.run_store import DatabaseEventLog
from runtime.contracts.errors import ForbiddenError, NotFoundError

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip


@pytest.fixture
def ana(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def bob(db):
    return Actor(User.objects.create(username="bob"))


@pytest.fixture
def app(ana):
    return create_app(ana, "Shop", "text", key="shop")


@pytest.fixture
def workflow(ana, app):
    made = create_workflow(ana, app, "Flow", GRAPH, key="flow")
    save_version(ana, made, GRAPH)
    return made


@pytest.fixture
def opened(workflow):
    """The same, made public."""
    Workflow.objects.filter(pk=workflow.pk).update(visibility="public")
    workflow.refresh_from_db()
    return workflow


def token_of(actor, app=None, scopes=()):
    token, _ = create_token(actor.user, "t", app)
    token.scopes = list(scopes)
    token.save()
    return Actor(actor.user, token)


def start(actor, workflow, text="hi"):
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": text}})]
    what = WhatToRun.of(queries.newest_version(workflow), workflow)
    return start_run(actor, what, inputs, "api")


def sentence(call, *arguments):
    with pytest.raises(NotFoundError) as raised:
        call(*arguments)
    return raised.value.message


def test_another_users_private_workflow_reads_like_one_that_is_missing(bob, workflow, app):
    there = sentence(queries.open_workflow, bob, "ana", "shop", "flow")
    assert there == sentence(queries.workflow, bob, "ana", "shop", "flow")
    App.objects.filter(pk=app.pk).update(visibility="public")
    there = sentence(queries.open_workflow, bob, "ana", "shop", "flow")
    gone = sentence(queries.open_workflow, bob, "ana", "shop", "gone")
    assert there == gone.replace("gone", "flow")


def test_a_public_one_is_read_by_its_address_and_changed_by_its_owner_only(bob, ana, opened):
    assert queries.open_workflow(bob, "ana", "shop", "flow") == opened
    assert queries.open_workflow(ana, "me", "shop", "flow") == opened
    assert queries.open_app(bob, "ana", "shop") == opened.app
    for closed in (queries.workflow, queries.app):
        sentence(closed, bob, "ana", "shop", *(["flow"] if closed is queries.workflow else []))


def test_a_list_of_anothers_app_names_public_workflows_only(ana, bob, opened, app):
    create_workflow(ana, app, "Hers", GRAPH)
    assert list(queries.open_workflows(bob, app)) == [opened]
    assert queries.open_workflows(ana, app).count() == 2
    assert list(queries.open_apps(bob)) == [app]
    assert not queries.apps(bob).exists()


def test_public_workflows_are_found_by_their_names(bob, opened):
    assert list(queries.public_workflows("FLO")) == [opened]
    assert not queries.public_workflows("other").exists()


@pytest.mark.parametrize("closing", ["workflow", "app", "owner", "visibility"])
def test_what_is_closed_does_not_exist_for_others_any_more(ana, bob, opened, closing):
    run = start(bob, opened)
    assert queries.run(bob, run.pk).pk == run.pk
    own = start(ana, opened)
    if closing == "workflow":
        delete_workflow(opened)
    elif closing == "app":
        delete_app(ana, opened.app)
    elif closing == "owner":
        User.objects.filter(pk=ana.user.pk).update(is_active=False)
    else:
        set_visibility(ana, opened, "private")
    ended = "queued" if closing == "owner" else "cancelled"
    assert Run.objects.get(pk=run.pk).status == ended
    assert Run.objects.get(pk=own.pk).status == "queued"
    sentence(queries.open_workflow, bob, "ana", "shop", "flow")
    sentence(queries.run, bob, run.pk)
    assert not queries.public_workflows().exists()


def test_a_token_of_one_app_reaches_nothing_of_others(bob, opened):
    his = create_app(bob, "His", "text")
    actor = token_of(bob, his)
    sentence(queries.open_workflow, actor, "ana", "shop", "flow")
    assert list(queries.open_apps(actor)) == [his]
    assert not actor.may_run(opened)
    run = start(bob, opened)
    sentence(queries.run, actor, run.pk)
    assert queries.open_workflow(token_of(bob), "ana", "shop", "flow") == opened


def test_a_run_of_anothers_workflow_is_its_callers_alone(ana, bob, opened):
    eve = Actor(User.objects.create(username="eve"))
    run = start(bob, opened)
    assert (run.app_id, run.origin, run.created_by) == (opened.app_id, "public", bob.user)
    assert queries.run(bob, run.pk).inputs.get().values["text"]["raw"] == "hi"
    for other in (ana, eve, token_of(ana)):
        sentence(queries.run, other, run.pk)
    for each in (ana, bob):
        sentence(queries.own_run, each, run.pk)
    assert not queries.runs(opened).exists()
    assert not queries.shown_runs().filter(app=opened.app).exists()
    events = DatabaseEventLog()
    assert not any(events.may_view(each.user, run.pk) for each in (ana, bob, eve))


def test_the_owners_own_runs_of_it_are_like_any_others(ana, opened):
    run = start(ana, opened)
    assert run.origin == "api"
    assert queries.own_run(ana, run.pk).pk == run.pk
    assert queries.runs(opened).get().pk == run.pk


def test_the_caller_cancels_a_run_and_a_stranger_does_not(bob, opened):
    eve = Actor(User.objects.create(username="eve"))
    run = start(bob, opened)
    with pytest.raises(AssertionError):
        cancel_run(eve, run)
    cancel_run(bob, run)
    assert Run.objects.get(pk=run.pk).status == "cancelled"


def test_nobody_runs_a_private_workflow_or_a_draft_of_others(bob, workflow):
    with pytest.raises(AssertionError):
        start(bob, workflow)
    workflow.visibility = "public"
    with pytest.raises(AssertionError):
        start_run(bob, WhatToRun(workflow, GRAPH, {}), [], "api")
    assert not Run.objects.exists()


def test_a_hidden_version_is_found_by_nobody_and_stays(ana, workflow):
    old = queries.newest_version(workflow)
    new = save_version(ana, workflow, {**GRAPH, "inputs": [{"name": "words", "type": "text"}],
        "nodes": [{**GRAPH["nodes"][0], "inputs": {"text": ["IN.words"]}}]})  # fmt: skip
    run = start(ana, workflow)
    new.deleted_at = old.created_at
    new.save(update_fields=["deleted_at"])
    sentence(queries.version, workflow, new.pk)
    assert list(queries.versions(workflow)) == [old]
    assert queries.run(ana, run.pk).version == Version.objects.get(pk=new.pk)


def test_operator_models_are_no_models_with_files(ana, app):
    plain = Model.objects.create(app=app, key="cats", title="Cats", task="classify")
    named = Model.objects.create(app=app, key="wide", title="Wide", task="", operator="image-crop")
    assert list(queries.models(app)) == [plain]
    assert list(queries.all_models(app)) == [plain, named]
    assert queries.named_model(app, "wide") == named
    sentence(queries.model_for, app, "wide")


def test_anothers_models_are_read_when_they_are_public(bob, app):
    model = Model.objects.create(app=app, key="wide", title="W", task="", operator="image-crop")
    sentence(queries.open_model, bob, "ana", "shop", "wide")
    Model.objects.filter(pk=model.pk).update(visibility="public")
    assert queries.open_model(bob, "ana", "shop", "wide") == model


def test_the_shared_catalogue_is_everybodys(bob):
    seed_models()
    home = queries.open_app(token_of(bob), "weft", "models")
    assert queries.open_models(bob, home).filter(key="plates").exists()
    assert queries.open_model(bob, "weft", "models", "plates").task == "detect"
    his = create_app(bob, "His", "image", key="his")
    assert queries.open_model(bob, "me", his.key, "plates").app == home
    assert not queries.open_workflows(bob, home).exists()
    sentence(queries.app, bob, "weft", "models")


def test_a_token_that_only_runs_reads_what_it_started_itself(ana, workflow):
    runner, other = token_of(ana, scopes=["Predict"]), token_of(ana, scopes=["Predict"])
    run = start(runner, workflow)
    assert queries.run(runner, run.pk).pk == run.pk
    sentence(queries.run, other, run.pk)
    assert queries.run(token_of(ana, scopes=["Predict", "Inputs_Get"]), run.pk).pk == run.pk


def test_a_token_that_may_not_run_neither_starts_nor_reads_a_run(ana, workflow):
    reader = token_of(ana, scopes=["Workflows_Get", "Inputs_Get"])
    with pytest.raises(ForbiddenError, match="Predict"):
        start(reader, workflow)
    run = start(ana, workflow)
    with pytest.raises(ForbiddenError, match="Predict"):
        queries.run(reader, run.pk)
