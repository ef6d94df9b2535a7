"""What owners change beside the graph: visibility, cards, versions, ids, operator models."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from builder import queries
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.delete_version import delete_version
from builder.actions.edit_card import MAX_DEPTH, edit_card
from builder.actions.edit_model import delete_model
from builder.actions.operator_models import (
    add_operator_version,
    find_operator_version,
    make_operator_model,
)
from builder.actions.rename_workflow_key import rename_workflow_key
from builder.actions.retry_run import retry_run
from builder.actions.save_version import save_version
from builder.actions.set_visibility import set_visibility
from builder.actions.share_run import share_run
from builder.actions.share_try_page import change_try_page
from builder.actions.start_run import WhatToRun, start_run
from builder.actions.tokens import create_token
from builder.actions.unpublish import unpublish
from builder.model_store import DatabaseModelStore, find_version
from builder.models import Draft, ModelVersion, Run, Version, Workflow
from builder.models.version import ImmutableError
from builder.permissions import Actor
from runtime import api
from runtime.contracts.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    TooLargeError,
)
from runtime.contracts.graph import ModelRef

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip


def graph(words):
    return {
        **GRAPH,
        "nodes": [
            {**GRAPH["nodes"][0], "params": {"prompt_template": f"{words} {{data.text.raw}}"}}
        ],
    }


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


def start(actor, workflow):
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    what = WhatToRun.of(queries.newest_version(workflow), workflow)
    return start_run(actor, what, inputs, "api")


# --- visibility ---------------------------------------------------------------------------------


def test_making_it_private_again_ends_what_others_run(ana, bob, workflow):
    set_visibility(ana, workflow, "public")
    own, his = start(ana, workflow), start(bob, workflow)
    set_visibility(ana, workflow, "private")
    assert Run.objects.get(pk=his.pk).status == "cancelled"
    assert Run.objects.get(pk=own.pk).status == "queued"
    with pytest.raises(AssertionError):
        start(bob, Workflow.objects.get(pk=workflow.pk))


@pytest.mark.parametrize("word", ["org", "", None, 50, ["public"]])
def test_there_are_two_visibilities(ana, workflow, word):
    with pytest.raises(BadRequestError):
        set_visibility(ana, workflow, word)


def test_only_its_owner_opens_it(bob, workflow):
    with pytest.raises(AssertionError):
        set_visibility(bob, workflow, "public")


def test_a_token_of_one_app_opens_no_app(ana, app):
    actor = Actor(ana.user, create_token(ana.user, "t", app)[0])
    with pytest.raises(ForbiddenError):
        set_visibility(actor, app, "public")


def test_the_caller_of_a_public_workflow_hands_its_run_on_to_nobody(ana, bob, workflow):
    set_visibility(ana, workflow, "public")
    run = start(bob, workflow)
    for actor in (ana, bob):
        with pytest.raises(AssertionError):
            share_run(actor, run)


def test_a_failed_call_of_others_stays_theirs_when_an_operator_retries_it(ana, bob, workflow):
    set_visibility(ana, workflow, "public")
    run = start(bob, workflow)
    Run.objects.filter(pk=run.pk).update(status="failed")
    run.refresh_from_db()
    with pytest.raises(ForbiddenError):
        retry_run(ana, run)
    operator = Actor(User.objects.create_superuser("root"))
    again = retry_run(operator, run)
    assert (again.origin, again.created_by) == ("public", bob.user)
    set_visibility(ana, workflow, "private")
    run.workflow.refresh_from_db()
    with pytest.raises(ConflictError, match="not public any more"):
        retry_run(operator, run)


# --- cards --------------------------------------------------------------------------------------


def test_a_card_is_replaced_or_merged(ana, workflow):
    edit_card(ana, workflow, {"notes": "a", "metadata": {"x": [1, 2.5, None]}})
    edit_card(ana, workflow, {"notes": None, "use_cases": ["shops"]}, merge=True)
    workflow.refresh_from_db()
    assert workflow.card == {"metadata": {"x": [1, 2.5, None]}, "use_cases": ["shops"]}
    edit_card(ana, workflow, {})
    workflow.refresh_from_db()
    assert workflow.card == {}


def test_apps_and_versions_have_one_too(ana, app, workflow):
    edit_card(ana, app, {"description": "all of it"})
    version = queries.newest_version(workflow)
    edit_card(ana, version, {"license": "MIT", "is_deprecated": True, "nodes": {"say": {}}})
    app.refresh_from_db()
    kept = queries.version(workflow, version.pk)
    assert (app.card["description"], kept.card["license"]) == ("all of it", "MIT")


def deep(levels):
    return {"x": deep(levels - 1)} if levels else "end"


@pytest.mark.parametrize(
    "card",
    [
        [], "x", None, {"notes": 1}, {"use_cases": ["a", 1]}, {"use_cases": "a"},
        {"is_deprecated": "yes"}, {"metadata": []}, {"nodes": 1}, {"metadata": deep(MAX_DEPTH)},
        {"metadata": {"x": "\x00"}}, {"metadata": {"\x00": 1}}, {"metadata": {"x" * 200: 1}},
        {"metadata": {"x": float("nan")}}, {"metadata": {"x": b"x"}}, {"metadata": {1: 1}},
        {"notes": "\ud800"}, {"image_url": "javascript:alert(1)"}, {"image_url": "data:,x"},
        {"image_url": "https://" + "x" * 3000},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(ana, workflow, card):
    with pytest.raises(BadRequestError):
        edit_card(ana, workflow, card)


def test_a_card_has_a_size(ana, workflow):
    edit_card(ana, workflow, {"notes": "x" * 60_000, "image_url": "https://pics.example/a.png"})
    with pytest.raises(TooLargeError):
        edit_card(ana, workflow, {"metadata": {"more": "x" * 9_000}}, merge=True)


def test_a_stranger_says_nothing_of_it(bob, workflow):
    with pytest.raises(AssertionError):
        edit_card(bob, workflow, {})


# --- versions -----------------------------------------------------------------------------------


def test_hiding_the_published_version_publishes_the_newest_of_the_others(ana, workflow):
    first = queries.newest_version(workflow)
    second = save_version(ana, workflow, graph("2"))
    third = save_version(ana, workflow, graph("3"))
    run = start(ana, workflow)
    after = delete_version(ana, third)
    assert after.published == second
    assert [row.pk for row in queries.versions(workflow)] == [second.pk, first.pk]
    assert Draft.objects.get(workflow=workflow).based_on is None
    assert queries.run(ana, run.pk).version_id == third.pk
    assert save_version(ana, workflow, graph("4")).number == 4


def test_the_only_published_version_stays(ana, workflow):
    version = queries.newest_version(workflow)
    with pytest.raises(ConflictError, match="the only version"):
        delete_version(ana, version)
    assert queries.newest_version(workflow) == version


def test_a_hidden_version_changes_in_nothing_else(ana, workflow):
    save_version(ana, workflow, graph("2"))
    version = workflow.versions.order_by("number").first()
    delete_version(ana, version)
    version.refresh_from_db()
    version.graph = {}
    with pytest.raises(ImmutableError):
        version.save(update_fields=["graph", "deleted_at"])
    assert Version.objects.get(pk=version.pk).graph["nodes"]


def test_without_a_published_version_callers_get_the_newest(ana, workflow):
    first = queries.newest_version(workflow)
    second = save_version(ana, workflow, graph("2"), publish=False)
    assert queries.newest_version(workflow) == first
    with pytest.raises(ConflictError, match="is not published"):
        unpublish(ana, workflow, second)
    unpublish(ana, workflow, first)
    workflow.refresh_from_db()
    assert workflow.published is None
    assert queries.newest_version(workflow) == second
    save_version(ana, workflow, graph("3"), publish=False)
    workflow.refresh_from_db()
    assert workflow.published is None


def test_unpublishing_takes_the_public_page_away_and_ends_its_runs(ana, workflow):
    page = change_try_page(ana, workflow, {"enabled": True})
    visit = start_run(
        ana, WhatToRun.of(queries.newest_version(workflow), workflow), [], "try"
    )  # fmt: skip
    unpublish(ana, workflow)
    with pytest.raises(NotFoundError):
        queries.try_page(page.key)
    assert Run.objects.get(pk=visit.pk).status == "cancelled"


# --- ids ----------------------------------------------------------------------------------------


def test_a_workflow_gets_another_id_and_the_old_one_is_free(ana, app, workflow):
    run = start(ana, workflow)
    rename_workflow_key(ana, workflow, "better_flow-2")
    assert queries.workflow(ana, "ana", "shop", "better_flow-2") == workflow
    with pytest.raises(NotFoundError):
        queries.workflow(ana, "ana", "shop", "flow")
    assert queries.run(ana, run.pk).workflow.key == "better_flow-2"
    create_workflow(ana, app, "Other", GRAPH, key="flow")


def test_an_id_that_is_taken_stays_its_owners(ana, app, workflow):
    create_workflow(ana, app, "Other", GRAPH, key="other")
    with pytest.raises(ConflictError):
        rename_workflow_key(ana, workflow, "other")
    with pytest.raises(ConflictError):
        create_workflow(ana, app, "Other", GRAPH, key="other")
    with pytest.raises(ConflictError):
        create_app(ana, "Shop", "text", key="shop")
    assert workflow.key == "flow"
    assert queries.workflow(ana, "ana", "shop", "flow") == workflow


@pytest.mark.parametrize("key", ["", "a b", "-a", "a-", "a--b", "a/b", "x" * 49, None, 3, "a\n"])
def test_ids_have_a_form(ana, app, workflow, key):
    with pytest.raises(BadRequestError):
        rename_workflow_key(ana, workflow, key)


# --- operator models ----------------------------------------------------------------------------


@pytest.fixture
def wide(ana, app):
    return make_operator_model(ana, app, "prompter", "wide", about="says it wide")


def test_the_same_parameters_are_the_same_version(ana, app, wide):
    first = add_operator_version(ana, wide, {"prompt_template": "<{data.text.raw}>"})
    assert add_operator_version(ana, wide, {"prompt_template": "<{data.text.raw}>"}) == first
    second = add_operator_version(ana, wide, {"prompt_template": "{data.text.raw}!"})
    assert (second.number, ModelVersion.objects.filter(model=wide).count()) == (2, 2)
    params = {"prompt_template": "<{data.text.raw}>"}
    assert first.manifest == {"operator": "prompter", "params": params}
    assert find_operator_version(app, "prompter", params) == first
    assert find_operator_version(app, "prompter", {"prompt_template": "{data.text.raw}"}) is None


def test_what_was_said_last_is_the_newest_even_when_it_was_said_before(ana, wide):
    said = [{"prompt_template": f"{{data.text.raw}}{end}"} for end in ("a", "b", "a")]
    versions = [add_operator_version(ana, wide, params) for params in said]
    assert [version.number for version in versions] == [1, 2, 3]
    assert versions[0].digest == versions[2].digest


@pytest.mark.parametrize(
    "params",
    [
        {"prompt_tempalte": "x"}, {"prompt_template": 3}, [], None,
        {"prompt_template": {"$ref": "IN.x"}}, {"prompt_template": float("nan")},
        {"prompt_template": b"x"},
    ],
)  # fmt: skip
def test_parameters_that_the_operator_does_not_take_are_refused(ana, wide, params):
    with pytest.raises(BadRequestError):
        add_operator_version(ana, wide, params)
    assert not wide.versions.exists()


def test_parameters_have_a_size(ana, wide):
    with pytest.raises(TooLargeError):
        add_operator_version(ana, wide, {"prompt_template": "x" * 300_000})


@pytest.mark.parametrize("operator", sorted(api.operators()))
def test_defaults_of_every_operator_come_back_as_they_went(db, ana, app, operator):
    model = make_operator_model(ana, app, operator, "one")
    kind = api.operators()[operator].params_type
    needed = [name for name, field in kind.model_fields.items() if field.is_required()]
    if needed:
        with pytest.raises(BadRequestError):
            add_operator_version(ana, model, {})
        return
    defaults = kind().model_dump(mode="json")
    kept = add_operator_version(ana, model, defaults).manifest["params"]
    assert kept == defaults
    assert kind.model_validate(kept) == kind()


def test_an_operator_model_is_no_file_for_a_graph(ana, app, wide):
    version = add_operator_version(ana, wide, {"prompt_template": "{data.text.raw}"})
    for ref in (ModelRef(id="wide"), ModelRef(id="wide", version=version.pk)):
        assert find_version(ref, app) is None
        assert DatabaseModelStore().manifest(ref) is None


def test_its_id_is_taken_once_for_both_sorts(ana, app, wide):
    for key in ("wide", "inspect"):
        with pytest.raises(ConflictError):
            make_operator_model(ana, app, "prompter", key)
    with pytest.raises(BadRequestError):
        make_operator_model(ana, app, "no-such-operator", "other")


def test_a_deleted_one_is_hidden_and_its_id_is_free(ana, app, wide):
    version = add_operator_version(ana, wide, {"prompt_template": "{data.text.raw}"})
    delete_model(ana, wide)
    with pytest.raises(NotFoundError):
        queries.named_model(app, "wide")
    assert find_operator_version(app, "prompter", version.manifest["params"]) is None
    make_operator_model(ana, app, "prompter", "wide")
    assert ModelVersion.objects.filter(pk=version.pk).exists()
