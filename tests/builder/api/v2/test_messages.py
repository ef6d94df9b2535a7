"""Requests become messages, answers become messages or JSON, whichever door they leave by."""

from __future__ import annotations

import base64
import json

import pytest

from builder.api.v2.messages import as_json_text, fill, read_message, read_query
from builder.api.v2.methods import METHODS
from runtime.contracts.errors import BadRequestError, RunNotAcceptedError

RESULTS = METHODS["PostWorkflowResults"]
APP = {"user_app_id.user_id": "ana", "user_app_id.app_id": "demo"}


def test_the_address_wins_over_the_body_and_leaves_the_rest_of_it():
    body = {"user_app_id": {"user_id": "bo", "app_id": "x"}, "workflow_id": "w", "odd": [1]}
    request = read_message(RESULTS.request, body, APP)
    assert (request.user_app_id.user_id, request.user_app_id.app_id) == ("ana", "demo")
    assert request.workflow_id == "w"
    assert body["user_app_id"] == {"user_id": "bo", "app_id": "x"}


def test_bytes_come_as_base64_and_enums_as_names_or_numbers():
    data = {"image": {"base64": base64.b64encode(b"\xff\x00picture").decode()}}
    request = read_message(RESULTS.request, {"inputs": [{"data": data}]}, {})
    assert request.inputs[0].data.image.base64 == b"\xff\x00picture"
    for gettable in ("PUBLIC", 50):
        body = {"workflows": [{"id": "w", "visibility": {"gettable": gettable}}]}
        made = read_message(METHODS["PostWorkflows"].request, body, {})
        assert made.workflows[0].visibility.gettable == 50


@pytest.mark.parametrize("text", ["@@@", "data:image/png;base64,AAAA", "AA=A"])
def test_what_is_no_base64_is_named_with_its_place(text):
    body = {"inputs": [{}, {"data": {"image": {"base64": text}}}]}
    with pytest.raises(RunNotAcceptedError, match=r"inputs\[1\]\.data\.image\.base64 is not"):
        read_message(RESULTS.request, body, {})


@pytest.mark.parametrize(
    "body", [{"inputs": "all"}, {"inputs": [None]}, {"inputs": [{"data": {"text": {"raw": 5}}}]}]
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(body):
    with pytest.raises(BadRequestError, match=r"PostWorkflowResultsRequest.*inputs"):
        read_message(RESULTS.request, body, {})


def test_a_query_fills_the_fields_the_message_has():
    query = {"page": ["2"], "per_page": ["7"], "sort_ascending": ["true"], "user_app_id": ["x"]}
    read = read_query(METHODS["ListWorkflows"].request, {**query, "unknown": ["1"]})
    request = read_message(METHODS["ListWorkflows"].request, read, {})
    assert (request.page, request.per_page, request.sort_ascending) == (2, 7, True)


ANSWER = {
    "status": {"code": 10000, "description": "Ok", "http_status_code": 200},
    "results": [
        {
            "id": "r",
            "created_at": "2026-01-02T03:04:05.678901Z",
            "outputs": [
                {
                    "node_id": "only in REST",
                    "data": {
                        "image": {"base64": b"\xff\x00"},
                        "metadata": {"count": {"cars": 2}},
                        "embeddings": [{"vector": [0.5, 1.0], "num_dimensions": 2}],
                        "concepts": [],
                    },
                }
            ],
        }
    ],
}


def test_an_answer_fills_the_message_and_what_it_does_not_know_is_left_out():
    message = fill(RESULTS.response(), ANSWER)
    assert message.status.code == 10000
    (output,) = message.results[0].outputs
    assert output.data.image.base64 == b"\xff\x00"
    assert output.data.metadata["count"]["cars"] == 2
    assert list(output.data.embeddings[0].vector) == [0.5, 1.0]
    assert message.results[0].created_at.nanos == 678_901_000


def test_the_same_answer_as_json_shows_all_of_it():
    shown = json.loads(as_json_text(ANSWER))
    output = shown["results"][0]["outputs"][0]
    assert output["node_id"] == "only in REST"
    assert output["data"]["image"]["base64"] == "/wA="
    assert shown["status"]["code"] == 10000
