"""A web service is called with what is wired in, and its answer picked from."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.connect import http_request
from tests.connected import APP, graph, node, outcome

CALL = "http-request"


def call(**params):
    return graph(node("call", CALL, {"path": "/hook", **params}, text="IN.text"))


def result(run):
    assert run["status"] == "succeeded", run["nodes"]
    return run["outputs"]["call"][0]


def test_an_answer_is_read_by_its_path(desk, lender):
    found = result(
        outcome(desk, call(method="POST", body='{"plate": "{text}"}', answer_path="deep.list[1].x"))
    )
    assert (found["text"]["raw"], found["status"]["value"]) == ("y", 200)
    assert lender.asked("/hook")[0].json == {"plate": "hello"}


def test_what_is_wired_in_cannot_break_out(desk, lender):
    text = '"}, {"admin": "../../x?y=1#z'
    params = {"method": "PUT", "body": '{"plate": "<{text}>"}', "path": "/hook/{text}"}
    result(outcome(desk, call(**params), texts=[text]))
    (seen,) = lender.seen
    assert seen.json == {"plate": f"<{text}>"}
    assert seen.path == "/v1/hook/%22%7D%2C%20%7B%22admin%22%3A%20%22..%2F..%2Fx%3Fy%3D1%23z"


def test_a_value_goes_out_as_it_is(desk, lender):
    document = graph(
        node("count", "text-statistics", text="IN.text"),
        node("call", CALL, {"path": "/hook", "method": "POST", "body": '{"n": "{value}"}'},
             value="count.words"),
    )  # fmt: skip
    result(outcome(desk, document, texts=["one two three"]))
    assert lender.seen[0].json == {"n": 3}


def test_a_header_may_name_a_secret_that_nobody_sees(desk, lender):
    desk.post(f"{APP}/secrets", {"name": "shop", "value": "shop-secret-123456"})
    document = call(headers={"X-Key": "key {secret:shop}"}, method="POST", body='{"a": 1}')
    run = outcome(desk, document)
    result(run)
    assert lender.seen[0].headers["X-Key"] == "key shop-secret-123456"
    told = [desk.get(f"/runs/{run['id']}{part}").text for part in ("", "/events")]
    assert "shop-secret-123456" not in "".join(told)


def test_a_secret_that_is_not_there_is_named(desk, lender):
    run = outcome(desk, call(headers={"X-Key": "{secret:gone}"}))
    assert "no secret gone" in run["nodes"]["call"]["error"]["message"]
    assert lender.seen == []


@pytest.mark.parametrize("path", ["/../admin", "/hook/../../x"])
def test_a_path_does_not_lead_away(desk, lender, path):
    run = outcome(desk, call(path=path))
    assert "leads away from the connection" in run["nodes"]["call"]["error"]["message"]
    assert lender.seen == []


def test_a_missing_entry_is_said(desk):
    run = outcome(desk, call(answer_path="deep.nothing"))
    assert "nothing at deep.nothing" in run["nodes"]["call"]["error"]["message"]


def test_another_status_may_be_an_answer(desk, lender):
    lender.fail_next[:] = [(404, {})]
    found = result(outcome(desk, call(any_status=True)))
    assert found["status"]["value"] == 404


@pytest.mark.parametrize(
    "params",
    [
        {"body": "{"},
        {"headers": {"Bad header": "x"}},
        {"headers": {"Host": "x"}},
        {"headers": {"X": "a\r\nB: c"}},
        {"path": "@evil.example"},
        {"answer_path": "a..b"},
    ],
)
def test_settings_that_cannot_be_sent_are_refused(params):
    with pytest.raises(ValidationError):
        http_request.Params(**params)
