"""The OpenAPI document tells every method that is here, with its addresses and its messages."""

from __future__ import annotations

import pytest
import requests
import yaml

from builder.api.v2 import answering
from builder.api.v2.methods import METHODS

RESULTS = (
    "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/workflows/{workflow_id}/results"
)


@pytest.fixture(scope="module")
def document(server):
    answer = requests.get(f"{server.url}/api/schema/", timeout=60)
    assert answer.status_code == 200
    return yaml.safe_load(answer.text)


def test_every_method_with_a_handler_stands_at_all_its_addresses(document):
    for name in answering.methods_here():
        for verb, path in METHODS[name].paths:
            assert verb.lower() in document["paths"][path], (name, path)
    assert "/v2/{path}" not in document["paths"]


def test_methods_that_are_not_here_are_not_told(document):
    told = {
        operation["summary"]
        for path, verbs in document["paths"].items()
        for operation in verbs.values()
        if path.startswith("/v2/") and "summary" in operation
    }
    assert told == set(answering.methods_here())


def test_an_operation_tells_its_messages_scopes_and_key(document):
    operation = document["paths"][RESULTS]["post"]
    assert operation["security"] == [{"key": []}]
    assert "Predict" in operation["description"]
    assert {item["name"] for item in operation["parameters"]} >= {"workflow_id"}
    schemas = document["components"]["schemas"]
    assert schemas["PostWorkflowResultsRequest"]["properties"]["workflow_id"] == {"type": "string"}
    assert "security" not in document["paths"]["/v2/status_codes"]["get"]


def test_every_reference_leads_somewhere_and_every_id_is_one(document):
    def walk(tree):
        if isinstance(tree, dict):
            yield from (value for key, value in tree.items() if key == "$ref")
            for value in tree.values():
                yield from walk(value)
        elif isinstance(tree, list):
            for value in tree:
                yield from walk(value)

    known = set(document["components"]["schemas"])
    assert {ref.rpartition("/")[2] for ref in walk(document)} <= known
    ids = [
        operation["operationId"]
        for verbs in document["paths"].values()
        for operation in verbs.values()
    ]
    assert len(ids) == len(set(ids))
