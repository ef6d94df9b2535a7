"""Addresses of REST lead to the methods that Clarifai's package names."""

from __future__ import annotations

import pytest

from builder.api.v2 import methods

APP = {"user_app_id.user_id": "ana", "user_app_id.app_id": "demo"}
FOUND = {
    ("GET", "users/ana/apps/demo/workflows"): ("ListWorkflows", APP),
    ("GET", "workflows/"): ("ListWorkflows", {}),
    ("PATCH", "users/ana/apps/demo/workflows/ids"): ("PatchWorkflowIds", APP),
    ("GET", "users/ana/apps/demo/workflows/ids"): ("GetWorkflow", {**APP, "workflow_id": "ids"}),
    ("DELETE", "workflows"): ("DeleteWorkflows", {}),
    ("POST", "workflows/shout/results"): ("PostWorkflowResults", {"workflow_id": "shout"}),
    ("POST", "workflows/shout/versions/ab/results/"): (
        "PostWorkflowResults", {"workflow_id": "shout", "version_id": "ab"},
    ),
    ("GET", "models/types"): ("ListModelTypes", {}),
    ("GET", "users/me"): ("GetUser", {"user_app_id.user_id": "me"}),
}  # fmt: skip


@pytest.mark.parametrize(("verb", "path"), FOUND)
def test_an_address_is_its_method_and_the_names_in_it(verb, path):
    found = methods.find(verb, path)
    assert (found.method.name, found.fields) == FOUND[verb, path]


def test_a_verb_that_an_address_does_not_take_is_told_which_it_does():
    assert methods.find("PUT", "workflows") is None
    assert methods.verbs_at("workflows") == ["DELETE", "GET", "PATCH", "POST"]


def test_nowhere_takes_no_verb():
    assert methods.find("GET", "workflows//results") is None
    assert methods.verbs_at("nowhere/at/all") == []


def test_every_method_of_the_package_is_in_the_table_with_its_scopes():
    assert len(methods.METHODS) > 250
    assert "Predict" in methods.METHODS["PostWorkflowResults"].scopes
    assert methods.METHODS["StreamModelOutputs"].streams
    assert not methods.METHODS["PostWorkflows"].streams
