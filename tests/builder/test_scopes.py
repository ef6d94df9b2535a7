"""What a token may do: the names are Clarifai's, and none at all means everything."""

from __future__ import annotations

import pytest
from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.auth.scope import scope_pb2
from clarifai_grpc.grpc.auth.util import extension_pb2
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from builder.actions.tokens import actor_of, create_token
from builder.permissions import Actor, require_scopes
from builder.scopes import ACCESS, CHANGED_BY, SCOPES, access_of, asked_by, clean_scopes, scopes_of
from runtime.contracts.errors import BadRequestError, ForbiddenError

METHODS = service_pb2.DESCRIPTOR.services_by_name["V2"].methods_by_name


def depending(method):
    numbers = METHODS[method].GetOptions().Extensions[extension_pb2.cl_depending_scopes]
    return [scope_pb2.S.Name(number) for number in numbers]


@pytest.fixture
def user(db):
    return User.objects.create(username="ana")


def holder(user, scopes):
    return Actor(user, create_token(user, "t", None, scopes)[0])


@pytest.mark.parametrize("name", [*SCOPES, *CHANGED_BY])
def test_every_name_is_one_of_clarifais(name):
    assert name in scope_pb2.S.DESCRIPTOR.values_by_name


@pytest.mark.parametrize("name", CHANGED_BY)
def test_names_that_were_given_up_are_taken_for_what_took_their_place(name):
    options = scope_pb2.S.DESCRIPTOR.values_by_name[name].GetOptions()
    assert options.deprecated
    assert clean_scopes([name]) == [CHANGED_BY[name]]


@pytest.mark.parametrize(
    ("method", "run_only", "read_and_run"),
    [
        ("PostWorkflowResults", True, True),
        ("PostModelOutputs", True, True),
        ("MyScopes", True, True),
        ("GetWorkflow", False, True),
        ("ListWorkflowVersions", False, True),
        ("GetModel", False, True),
        ("ListApps", False, True),
        ("PostWorkflows", False, False),
        ("PatchWorkflows", False, False),
        ("DeleteWorkflow", False, False),
        ("PostWorkflowVersionsPublish", False, False),
        ("PostModels", False, False),
        ("DeleteApp", False, False),
        ("ListKeys", False, False),
    ],
)
def test_the_sets_allow_what_their_names_say(user, method, run_only, read_and_run):
    allowed = {"run_only": run_only, "read_and_run": read_and_run, "everything": True}
    for access, may in allowed.items():
        actor = holder(user, ACCESS[access])
        if may:
            require_scopes(actor, depending(method))
        else:
            with pytest.raises(ForbiddenError):
                require_scopes(actor, depending(method))


def test_the_refusal_names_what_is_missing(user):
    with pytest.raises(ForbiddenError, match="lacks the scope Workflows_Delete") as raised:
        require_scopes(
            holder(user, ["Apps_Get", "Workflows_Get", "Workflows_Add"]),
            depending("DeleteWorkflow"),
        )
    assert raised.value.data == {"scopes": ["Workflows_Delete"]}


def test_a_browser_and_a_token_without_scopes_lack_nothing(user):
    for actor in (Actor(user), holder(user, [])):
        require_scopes(actor, SCOPES)


def test_scopes_are_kept_in_the_order_of_the_table_once_each(user):
    token, text = create_token(user, "t", None, ["Workflows_Get", "Predict", "Predict"])
    assert actor_of(text).token.scopes == token.scopes == ["Predict", "Workflows_Get"]


def test_all_means_everything():
    assert clean_scopes(["Predict", "All"]) == []
    assert clean_scopes([]) == []


@pytest.mark.parametrize("told", [["Predict", "Fly"], [""], "Predict", None, [1], {"Predict": 1}])
def test_unknown_scopes_are_refused(told):
    with pytest.raises(BadRequestError):
        clean_scopes(told)


def test_scopes_of_what_weft_does_not_keep_are_not_asked_for():
    assert asked_by(["Apps_Get", "Concepts_Get", "Models_Get"]) == ("Apps_Get", "Models_Get")


def test_named_sets_are_recognised():
    assert [access_of(scopes_of(name)) for name in ACCESS] == list(ACCESS)
    assert access_of(["Search"]) is None
    with pytest.raises(BadRequestError):
        scopes_of("some")


def test_the_command_makes_a_token_of_some_scopes(user, capsys):
    call_command("create_token", "--user=ana", "--scopes=Predict, Workflows_Get")
    assert actor_of(capsys.readouterr().out.strip()).token.scopes == ["Predict", "Workflows_Get"]


@pytest.mark.parametrize("scopes", ["Fly", "", "Predict,"])
def test_the_command_never_makes_more_than_was_asked_for(user, scopes):
    with pytest.raises(CommandError, match="There is no scope"):
        call_command("create_token", "--user=ana", f"--scopes={scopes}")
    assert not user.tokens.exists()
