"""A call leaves with all that is named, under a connection only, and never too soon."""

from __future__ import annotations

import json

from runtime.contracts.operator import Context
from runtime.contracts.outside import ConnectorError, Endpoint
from runtime.contracts.values import Many, Number, String, Text
from runtime.operators.connect import notification_webhook
from tests.connected import graph, node, outcome
from tests.contexts import Token
from tests.query.samples import ANIMALS, op


class Way:
    """A way out that keeps what is called."""

    run, draft = "r1", False

    def __init__(self, why=None):
        self.calls, self.why = [], why

    def endpoint_at(self, url, name):
        return Endpoint("shop", "http", "shop.example.com"), url.removeprefix("https://shop")

    def call(self, endpoint, call, cancel):
        if self.why:
            raise ConnectorError(self.why)
        self.calls.append(call)


def send(way, count=1, wired=None, **params):
    context = Context(cancel=Token(), progress=lambda done, total: None, outside=way, node="m")
    inputs = notification_webhook.Inputs(**(wired or {}))
    params = notification_webhook.Params(**{"url": "https://shop/in?a=1", **params})
    return notification_webhook.run([inputs] * count, params, context)


def test_values_go_as_json_and_behind_the_address():
    way = Way()
    (told,) = send(
        way,
        wired={
            "payload": Many((ANIMALS, Text("x")), ("n", "t")),
            "query": Many((Number(2),), ("page",)),
            "headers": Many((String("{secret:shop}"),), ("X-Key",)),
        },
        payload_constants={"deep": {"a": [1]}},
        payload_operations={"n": [op("SequenceLength")], "absent": [op("SequenceLength")]},
        query_constants={"tag": ["a", "b c"]},
        header_constants={"Host": "evil", "Level": 3},
    )
    (call,) = way.calls
    assert json.loads(call.body) == {"n": 3, "t": "x", "deep": {"a": [1]}}
    assert call.path == "/in?a=1&tag=a&tag=b+c&page=2"
    assert call.headers == {"X-Key": "{secret:shop}", "Level": "3", "Idempotency-Key": "r1-m-0"}
    assert (told.failed.value, told.throttled.value) == (False, False)
    assert told.message.raw == "Notification sent successfully"


def test_fields_and_files_come_before_json():
    way = Way()
    send(way, form_constants={"a": 1, "b": "x y"}, payload_constants={"c": 1}, method="PUT")
    (call,) = way.calls
    assert (call.method, call.body) == ("PUT", b"a=1&b=x+y")
    assert call.media_type == "application/x-www-form-urlencoded"
    way = Way()
    send(way, form_constants={"a": 1}, wired={"files": Many((Text("1,2"),), ("t.csv",))})
    mark = way.calls[0].media_type.removeprefix("multipart/form-data; boundary=")
    assert way.calls[0].body.decode().split("\r\n") == [
        f"--{mark}", 'Content-Disposition: form-data; name="a"', "", "1",
        f"--{mark}", 'Content-Disposition: form-data; name="t.csv"; filename="t.csv"',
        "Content-Type: text/plain", "", "1,2", f"--{mark}--", "",
    ]  # fmt: skip


def test_a_second_one_is_too_soon_and_what_is_off_stays():
    way = Way()
    assert [one.throttled.value for one in send(way, count=2)] == [False, True]
    send(way, count=2, cooldown_seconds=0)
    assert len(way.calls) == 3
    assert send(way, enabled=False)[0].message.raw.startswith("Sink was disabled")
    way.draft = True
    assert "Not sent: this is a draft" in send(way)[0].message.raw
    assert len(way.calls) == 3


def test_it_says_what_went_wrong_and_does_not_stop_the_run():
    (told,) = send(Way("The shop said no."))
    assert (told.failed.value, told.message.raw) == (True, "The shop said no.")
    (told,) = send(Way(), header_constants={"a b": "c"})
    assert "'a b' cannot be sent" in told.message.raw


def test_only_what_lies_under_a_connection_is_called(desk, lender):
    behind = ["/hook?x=1", ".evil.example/in", "@evil.example/in", "\\@evil/in", "1/in"]
    calls = [
        node(f"n{number}", "notification-webhook", _sending(lender.url.rstrip("/") + part))
        for number, part in enumerate(behind)
    ]
    for call in calls:
        call["inputs"] = {"payload": ["IN.text"]}
    run = outcome(desk, graph(*calls))
    said = [run["outputs"][call["id"]][0]["message"]["raw"] for call in calls]
    assert said[0] == "Notification sent successfully"
    assert all("Add one for plain HTTP requests" in one for one in said[1:])
    (seen,) = lender.seen
    assert seen.path.endswith("/hook?x=1")
    assert list(seen.json.values()) == ["hello"]


def _sending(url):
    return {"url": url, "method": "POST", "in_drafts": "send"}
