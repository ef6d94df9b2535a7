"""A message goes out signed, recognisable, and from a draft only when it is told to."""

from __future__ import annotations

import hashlib
import hmac

from tests.connected import APP, ended, graph, node, outcome

SECRET = "webhook-secret-123456"


def push(**params):
    return graph(node("push", "webhook", {"path": "/hook", **params}, value="IN.text"))


def test_a_draft_only_shows_what_it_would_send(desk, lender):
    run = outcome(desk, push())
    found = run["outputs"]["push"][0]
    assert (found["sent"]["value"], found["status"]) == (False, None)
    assert found["report"]["raw"].startswith("Not sent: this is a draft.")
    assert found["message"]["value"] == {
        "run": run["id"], "node": "push", "element": "0", "draft": True, "kind": "text",
        "value": "hello",
    }  # fmt: skip
    assert lender.seen == []


def test_a_version_sends_signed_and_recognisable(desk, lender):
    desk.post(f"{APP}/secrets", {"name": "hook-key", "value": SECRET})
    run = outcome(desk, push(secret="hook-key"), version=True, texts=["one", "two"])
    assert [found["sent"]["value"] for found in run["outputs"]["push"]] == [True, True]
    for seen in lender.seen:
        mark = hmac.new(SECRET.encode(), seen.body, hashlib.sha256).hexdigest()
        assert seen.headers["X-Weft-Signature"] == f"sha256={mark}"
        assert (seen.json["run"], seen.json["draft"]) == (run["id"], False)
        assert seen.headers["Idempotency-Key"] == f"{run['id']}-push-{seen.json['element']}"
    assert {seen.json["element"] for seen in lender.seen} == {"0", "1"}


def test_the_same_message_is_sent_again_under_the_same_key(desk, lender):
    lender.fail_next[:] = [(503, {})]
    outcome(desk, push(in_drafts="send"))
    first, second = (seen.headers["Idempotency-Key"] for seen in lender.seen)
    assert first == second


def test_what_was_sent_is_sent_anew_by_the_next_run(desk, lender):
    document = push(in_drafts="send")
    path = desk.new_workflow(graph=document)
    body = {"graph": document, "layout": {"nodes": {}}, "inputs": [{"text": "same"}]}
    runs = [ended(desk, desk.post(f"{path}/runs", body).json()) for _ in range(2)]
    keys = [seen.headers["Idempotency-Key"] for seen in lender.seen]
    assert keys == [f"{run['id']}-push-0" for run in runs]


def test_a_run_that_goes_on_from_where_it_failed_sends_nothing_twice(desk, lender):
    document = push(in_drafts="send")
    document["nodes"].append(node("ask", "connected-text-to-text", text="IN.text"))
    lender.fail_next[:] = []
    path = desk.new_workflow(graph=document)
    broken = {**document, "nodes": [document["nodes"][0], {**document["nodes"][1],
              "params": {"model": "nonsense"}}]}  # fmt: skip
    body = {"graph": broken, "layout": {"nodes": {}}}
    first = ended(desk, desk.post(f"{path}/runs", {**body, "inputs": [{"text": "x"}]}).json())
    assert first["status"] == "failed"
    again = {"graph": document, "layout": {"nodes": {}}, "again": first["id"]}
    second = ended(desk, desk.post(f"{path}/runs", again).json())
    assert second["status"] == "succeeded"
    assert len(lender.asked("/hook")) == 1
