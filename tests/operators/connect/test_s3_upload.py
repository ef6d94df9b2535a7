"""Texts and pictures reach the bucket that a connection leads to, and no other."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Context
from runtime.contracts.outside import Answer, ConnectionMissingError, ConnectorError, Endpoint
from runtime.contracts.values import Image, Json, Text
from runtime.operators.connect import s3_upload
from tests.buckets import NAME, locked_bucket
from tests.builder.api.roboflow.calls import Door, definition, output
from tests.clients import Editor
from tests.connected import APP, graph, node, outcome
from tests.contexts import Token
from tests.servers import running_server

TIME = r"\d{4}(_\d\d){5}_\d{6}"


class Way:
    """A way out that keeps what is put."""

    run, draft = "r1", False

    def __init__(self):
        self.puts, self.why, self.asked = [], None, None

    def endpoint_to(self, target, offer, name):
        self.asked = (target, offer, name)
        if target == "nobody":
            raise ConnectionMissingError("No connection leads to nobody.")
        return Endpoint("store", "s3", "s3.example.com/cars", target="cars")

    def call(self, endpoint, call, cancel):
        if self.why:
            raise ConnectorError(self.why)
        self.puts.append(call)
        return Answer(200, "", b"")


def upload(way, *contents, remembered=None, **params):
    context = Context(
        cancel=Token(), progress=lambda done, total: None, outside=way, remembered=remembered or {}
    )
    batch = [s3_upload.Inputs(Text(one) if isinstance(one, str) else one) for one in contents]
    outcomes = s3_upload.run(batch, s3_upload.Params(**params), context)
    kept = {stream: json.loads(json.dumps(one.as_json())) for stream, one in context.kept.items()}
    return outcomes, kept


def test_each_text_is_an_object_as_it_is():
    way = Way()
    (told, _), _ = upload(way, "a,b\n1,2", "c", prefix="/logs/x/", name="cars")
    assert [(put.method, put.body, put.media_type) for put in way.puts] == [
        ("PUT", b"a,b\n1,2", "text/csv"), ("PUT", b"c", "text/csv"),
    ]  # fmt: skip
    assert re.fullmatch(rf"/logs/x/cars_{TIME}\.csv", way.puts[0].path)
    where = "s3://cars" + way.puts[0].path
    assert (told.failed.value, told.location.raw) == (False, where)
    assert told.message.raw == f"Data saved successfully to {where}"


def test_texts_of_a_log_go_into_one_object_and_into_the_next():
    way = Way()
    outcomes, _ = upload(
        way, "a\n1\n", "a\n2\n", "a\n3", mode="append_log", max_entries=2, name="n"
    )
    assert [put.body for put in way.puts] == [b"a\n1\n2\n", b"a\n3\n"]
    assert [one.location.raw.endswith(way.puts[at].path) for one, at in zip(
        outcomes, (0, 0, 1), strict=True
    )] == [True] * 3  # fmt: skip


def test_a_log_grows_from_one_call_of_a_session_to_the_next():
    way = Way()
    log = {"mode": "append_log", "file_type": "json"}
    _, kept = upload(way, '{"a":\n1}', **log)
    outcomes, _ = upload(way, "no", "[2]", remembered=kept, **log)
    assert [put.body for put in way.puts] == [b'{"a": 1}\n', b'{"a": 1}\n[2]\n']
    assert way.puts[0].path == way.puts[1].path
    assert way.puts[0].path.endswith(".jsonl")
    assert way.puts[0].media_type == "application/x-ndjson"
    assert [one.failed.value for one in outcomes] == [True, False]
    assert outcomes[0].message.raw == "Invalid JSON content"
    upload(way, "[3]", remembered=kept, name="other", **log)
    assert way.puts[2].body == b"[3]\n"
    _, long = upload(way, f'"{"x" * 300_000}"', **log)
    assert list(long.values()) == [None]


def test_pictures_and_json_are_taken_too():
    way = Way()
    picture = Image(np.zeros((4, 4, 3), np.uint8))
    upload(way, picture, Json({"a": 1}), mode="append_log", file_type="json")
    assert way.puts[0].path.endswith(".jpg")
    assert (way.puts[0].media_type, way.puts[0].body[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert way.puts[1].body == b'{"a": 1}\n'


def test_a_text_that_did_not_arrive_goes_with_the_next():
    way = Way()
    way.why = "The bucket said no."
    (told,), kept = upload(way, "a", mode="append_log", file_type="txt")
    assert (told.failed.value, told.message.raw, told.location) == (True, way.why, None)
    way.why = None
    upload(way, "b", mode="append_log", file_type="txt", remembered=kept)
    assert [put.body for put in way.puts] == [b"a\nb\n"]


def test_a_name_is_quoted_and_stays_below_its_prefix():
    way = Way()
    upload(way, "a", prefix="./q?x#y z", name="ü")
    assert way.puts[0].path.startswith("/q%3Fx%23y%20z/%C3%BC_20")
    for bad in ("../x", "a/../b", "a\nb"):
        with pytest.raises(ValidationError, match=r"has no \.\. in it"):
            s3_upload.Params(prefix=bad)


def test_what_is_off_or_has_no_bucket_or_is_a_draft_uploads_nothing():
    way = Way()
    (told,), _ = upload(way, "a", enabled=False)
    assert (told.message.raw, way.asked) == ("Sink was disabled by parameter", None)
    (told,), _ = upload(way, "a", bucket="nobody")
    assert (told.failed.value, told.message.raw) == (True, "No connection leads to nobody.")
    way.draft = True
    (told,), _ = upload(way, "a", bucket="cars", connection="store")
    assert way.asked == ("cars", "s3", "store")
    assert "Not sent: this is a draft" in told.message.raw
    assert way.puts == []
    upload(way, "a", in_drafts="send")
    assert len(way.puts) == 1


# --- with a real server that checks every signature ---------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bucket")
    with locked_bucket() as (bucket, key_id, secret):
        host = bucket.endpoint.removeprefix("http://")
        with running_server(folder, WEFT_CONNECTION_HOSTS=host) as server:
            editor = Editor(server)
            for name, value in (("right", secret), ("wrong", "x" * 40)):
                editor.post(f"{APP}/secrets", {"name": name, "value": value})
            door = Door(server, server.token("--app", "demo"))
            yield SimpleNamespace(bucket=bucket, editor=editor, key_id=key_id, door=door)


@pytest.fixture
def connect(store):
    made = []

    def connect(name="store", **changes):
        body = {
            "name": name, "kind": "s3", "address": store.bucket.endpoint, "bucket": NAME,
            "key_id": store.key_id, "secret": "right", **changes,
        }  # fmt: skip
        answer = store.editor.post(f"{APP}/connections", body)
        assert answer.status_code == 201, answer.text
        made.append(name)
        return answer.json()

    yield connect
    for name in made:
        store.editor.call("DELETE", f"{APP}/connections/{name}")


def run(store, **params):
    document = graph(node("up", "s3-upload", {"in_drafts": "send", **params}, content="IN.text"))
    [told] = outcome(store.editor, document)["outputs"]["up"]
    return told["failed"]["value"], told["message"]["raw"], told["location"]


def test_a_text_arrives_in_the_bucket(store, connect):
    row = connect()
    assert row == {
        "name": "store", "kind": "s3", "address": store.bucket.endpoint, "secret": "right",
        "offers": ["s3"], "models": {}, "bucket": NAME, "region": "us-east-1",
        "key_id": store.key_id,
    }  # fmt: skip
    failed, said, location = run(store, prefix="a b/+ü", file_type="txt", bucket=NAME)
    assert not failed, said
    key = location["raw"].removeprefix(f"s3://{NAME}/")
    assert key.startswith("a b/+ü/workflow_output_")
    assert store.bucket.read(key) == (b"hello", "text/plain")


def test_a_definition_uploads_where_a_connection_leads(store, connect):
    connect()
    words = [
        {"type": "WorkflowBatchInput", "name": "text", "kind": ["string"]},
        {"type": "WorkflowParameter", "name": "bucket", "kind": ["string"]},
    ]
    step = {
        "type": "roboflow_core/s3_sink@v1", "name": "keep", "content": "$inputs.text",
        "file_type": "txt", "output_mode": "append_log", "bucket_name": "$inputs.bucket",
        "s3_prefix": "logs", "aws_access_key_id": "not used", "aws_secret_access_key": "not used",
    }  # fmt: skip
    told = ("error_status", "message")
    document = definition([output(one, f"$steps.keep.{one}") for one in told], [step], words)
    first, second = store.door.outputs(document, {"text": ["one", "two"], "bucket": NAME})
    assert first == second
    assert first["error_status"] is False, first
    key = first["message"].removeprefix(f"Data saved successfully to s3://{NAME}/")
    assert re.fullmatch(rf"logs/workflow_output_{TIME}\.txt", key)
    assert store.bucket.read(key)[0] == b"one\ntwo\n"
    [other] = store.door.outputs(document, {"text": ["x"], "bucket": "somebody-elses"})
    assert other["error_status"] is True
    assert "No connection leads to somebody-elses" in other["message"]


def test_a_wrong_secret_is_told_and_never_shown(store, connect):
    connect(secret="wrong")
    failed, said, _ = run(store)
    assert failed
    assert "SignatureDoesNotMatch" in said
    assert "Check the connection's key id and secret" in said
    assert "x" * 40 not in said


def test_another_bucket_is_not_reached(store, connect):
    connect()
    failed, said, _ = run(store, bucket="somebody-elses")
    assert failed
    assert "No connection leads to somebody-elses" in said
    connect("gone", bucket="not-there")
    failed, said, _ = run(store, bucket="not-there")
    assert failed
    assert "answered 40" in said


def test_the_test_button_tells_a_key_that_may_only_write_from_a_wrong_one(store, connect):
    connect()
    tried = store.editor.post(f"{APP}/connections/store/test").json()
    assert (tried["ok"], tried["message"].split(".")[0]) == (True, "The bucket answers")
    connect("bad", secret="wrong")
    tried = store.editor.post(f"{APP}/connections/bad/test").json()
    assert not tried["ok"]
    assert "SignatureDoesNotMatch" in tried["message"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bucket": "a"}, "bucket"),
        ({"bucket": "a/b/c"}, "bucket"),
        ({"bucket": "a..b"}, "bucket"),
        ({"region": "eu central"}, "region"),
        ({"key_id": ""}, "key_id"),
        ({"key_id": "a/b,c"}, "key_id"),
        ({"secret": ""}, "secret"),
        ({"address": "https://s3.example.com/base"}, "address"),
        ({"address": "http://s3.example.com"}, "address"),
        ({"address": "http://10.0.0.1:9000"}, "address"),
    ],
)
def test_a_bucket_that_cannot_be_meant_is_refused(store, changes, field):
    body = {
        "name": "bad", "kind": "s3", "address": "https://s3.example.com", "bucket": NAME,
        "key_id": "AKIA1", "secret": "right", **changes,
    }  # fmt: skip
    answer = store.editor.post(f"{APP}/connections", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
