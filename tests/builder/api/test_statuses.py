"""Every status code that a caller can cause here, caused, over REST and over gRPC."""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from typing import Any

import grpc
import pytest
import requests
from clarifai_grpc.grpc.api.status import status_code_pb2 as codes

from builder.api.v2 import statuses
from runtime.contracts.errors import (
    BadMediaError,
    FetchError,
    TooLargeError,
    UnsupportedMediaError,
    UrlNotAllowedError,
)  # fmt: skip
from runtime.contracts.limits import MAX_BODY_BYTES, MAX_QUEUED_PER_APP
from tests.builder.api.status_cases import CASES, GOOD, RESULTS, Case, Place, run, texts
from tests.clients import DEMO, Editor, image_input, sample, text_input
from tests.doors import DOORS, GrpcDoor, RestDoor
from tests.servers import running_server
from tests.web_server import web_server

NUMBERS = itertools.count(1)
TEXTS = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [{"id": "parse", "operator": "json-parser", "inputs": {"text": ["IN.text"]}}],
}
FILMS = {
    "schema": 1,
    "inputs": [{"name": "film", "type": "video"}],
    "nodes": [
        {
            "id": "frames", "operator": "video-frames", "params": {"sample_ms": 1000},
            "inputs": {"video": ["IN.film"]},
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("statuses")
    files = {"/notice.jpg": sample("notice.jpg"), "/huge.jpg": bytes(21 * 1024 * 1024)}
    with (
        running_server(folder, WEFT_FETCH_PRIVATE_ADDRESSES="true") as server,
        web_server(files) as address,
    ):
        editor, token = Editor(server), server.token()
        crowded = editor.post("/apps", {"name": "Crowded"}).json()["id"]
        place = Place(
            server, token, server.token("--scopes", "Predict"), address,
            _flow(editor, "demo", TEXTS), _flow(editor, "demo", FILMS), crowded,
            _flow(editor, "demo", TEXTS),
        )  # fmt: skip
        _crowd(place, _flow(editor, crowded, TEXTS))
        place.change(
            "INSERT INTO builder_quarantine (version_id, reason, since) SELECT published_id, "
            "'it crashed', datetime('now') FROM builder_workflow WHERE key = ?", place.broken,
        )  # fmt: skip
        yield place


def _flow(editor: Editor, app: str, graph: dict) -> str:
    made = editor.post(f"/apps/local/{app}/workflows", {"name": f"Flow {next(NUMBERS)}"}).json()
    path = f"/apps/local/{app}/workflows/{made['id']}"
    saved = editor.post(f"{path}/versions", {"graph": graph, "layout": {}, "publish": True})
    assert saved.status_code == 201, saved.text
    return made["id"]


def _run_row(place: Place, workflow: str) -> tuple[list[str], list[Any]]:
    """The columns of a run of this workflow, and their values."""
    door = RestDoor(place.server, place.token)
    with closing(sqlite3.connect(place.server.data / "weft.sqlite3", timeout=20)) as rows:
        rows.row_factory = sqlite3.Row
        find = (
            "SELECT r.* FROM builder_run r JOIN builder_workflow w ON w.id = r.workflow_id "
            "WHERE w.key = ?"
        )
        found = rows.execute(find, [workflow]).fetchone()
        if found is None:
            app = "demo" if workflow == place.texts else place.crowded
            named = {"user_app_id": {"user_id": "me", "app_id": app}, "workflow_id": workflow}
            door.call(RESULTS, {**named, "inputs": [GOOD]})
            found = rows.execute(find, [workflow]).fetchone()
        return list(found.keys()), list(found)


def _queue(place: Place, workflow: str, count: int, **differing: str) -> None:
    """So many copies of a run, waiting."""
    names, values = _run_row(place, workflow)
    row = dict(zip(names, values, strict=True))
    row |= {"status": "queued", "finished_at": None, "idempotency_key": None, **differing}
    with closing(sqlite3.connect(place.server.data / "weft.sqlite3", timeout=20)) as rows:
        marks = ", ".join("?" for _ in names)
        for _ in range(count):
            number = next(NUMBERS) + 10_000
            row |= {"id": f"{number:032x}", "number": number}
            statement = f"INSERT INTO builder_run ({', '.join(names)}) VALUES ({marks})"
            rows.execute(statement, [row[name] for name in names])
        rows.commit()


def _crowd(place: Place, workflow: str) -> None:
    _queue(place, workflow, MAX_QUEUED_PER_APP, not_before="2099-01-01 00:00:00")
    place.crowded_flow = workflow


@pytest.fixture(params=DOORS, ids=lambda kind: kind.name)
def door(request, place):
    return request.param(place.server, place.token)


def check(kind: type, place: Place, case: Case, body: dict[str, Any]) -> None:
    door = kind(place.server, case.key(place))
    if kind is RestDoor:
        answer = door.send(case.method, body, **case.headers)
        assert answer.status_code == case.http, answer.text
        status = answer.json()["status"]
        assert status["http_status_code"] == case.http
        assert ("Retry-After" in answer.headers) == (case.http in (202, 429, 503))
    else:
        status = door.call(case.method, body, **case.headers)["status"]
        assert status["http_status_code"] == case.http
    assert (status["code"], status["description"]) == (case.code, describes(case.code))
    assert case.words in status["details"]
    assert status["details"].endswith(".")
    assert status["req_id"]


def describes(code: int) -> str:
    assert code in statuses.DESCRIPTIONS, code
    return statuses.DESCRIPTIONS[code]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", DOORS, ids=lambda kind: kind.name)
def test_it_is_answered_with_its_code_and_a_sentence(kind, place, name):
    case = CASES[name]
    body = case.body(place) if callable(case.body) else case.body
    check(kind, place, case, body)


def test_a_key_used_for_another_call_is_a_duplicate(door, place):
    key = f"once-{door.name}"
    first = door.call(RESULTS, run(texts, GOOD)(place), idempotency_key=key)
    assert first["status"]["code"] == 10000
    case = Case(40010, 409, "used for another call", headers={"idempotency_key": key})
    check(type(door), place, case, run(texts, text_input("{}"))(place))


ENDS = {
    "cancelled": (40037, 409, None, "was cancelled. Send its inputs again"),
    "failed": (
        40032, 504,
        {"code": "deadline_exceeded", "message": "The run took longer than allowed. Try fewer."},
        "longer than allowed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ended", ENDS)
def test_a_run_that_was_ended_from_outside_says_so(door, place, ended):
    """The row is changed as the sweeper and the Cancel button change it; the call is repeated."""
    code, http, error, words = ENDS[ended]
    key = f"{ended}-{door.name}"
    body = run(texts, text_input("[1]"))(place)
    assert door.call(RESULTS, body, idempotency_key=key)["status"]["code"] == 10000
    place.change(
        "UPDATE builder_run SET status = ?, error = ? WHERE idempotency_key = ?",
        ended, json.dumps(error) if error else None, key,
    )  # fmt: skip
    find = "(SELECT id FROM builder_run WHERE idempotency_key = ?)"
    place.change(f"DELETE FROM builder_nodeoutput WHERE run_id IN {find}", key)
    case = Case(code, http, words, headers={"idempotency_key": key})
    check(type(door), place, case, body)


def test_everybody_waits_too_long(door, place):
    """The old run may be computed before it is looked at; then another one grows old."""
    body = run(texts, GOOD)(place)
    for _ in range(40):
        _queue(place, place.texts, 1, created_at="2026-01-01 00:00:00")
        status = door.call(RESULTS, body)["status"]
        if status["code"] != 10000:
            break
    place.change("DELETE FROM builder_run WHERE created_at < '2026-01-02' AND status = 'queued'")
    assert (status["code"], status["http_status_code"]) == (40030, 503)
    assert "The oldest queued run has waited" in status["details"]
    assert "Try again in" in status["details"]


def test_what_only_rest_can_send_wrong(place):
    door = RestDoor(place.server, place.token)
    headers = {"Authorization": f"Key {place.token}"}
    address = f"{place.server.url}{DEMO}/read-text/results"
    for verb, path, data, code, http, words in (
        ("POST", address, b'{"inputs": [', 11100, 400, "The body is not JSON"),
        ("PUT", address, b"{}", 11103, 405, "takes POST, not PUT"),
        ("GET", f"{door.url}/v2/nowhere", None, 11101, 404, "nothing at /v2/nowhere"),
        ("POST", address, b'{"inputs": [{"data": {"image": {"base64": "@"}}}]}', 40001, 400,
         "inputs[0].data.image.base64 is not base64"),
        ("POST", address, bytes(MAX_BODY_BYTES + 1), 40033, 413, "larger than 128 MB"),
    ):  # fmt: skip
        answer = requests.request(verb, path, data=data, headers=headers, timeout=60)
        status = answer.json()["status"]
        assert (answer.status_code, status["http_status_code"]) == (http, http)
        assert (status["code"], status["description"]) == (code, describes(code))
        assert words in status["details"]


def test_a_message_that_is_too_large_is_refused_by_the_transport(place):
    door = GrpcDoor(place.server, place.token)
    with pytest.raises(grpc.RpcError) as refused:
        door.call(RESULTS, run("read-text", image_input(bytes(MAX_BODY_BYTES + (2 << 20))))(place))
    assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert "larger than max" in refused.value.details()


BY_KIND = {
    FetchError: (30002, 31002),
    UrlNotAllowedError: (30106, 31106),
    UnsupportedMediaError: (30101, 31101),
    BadMediaError: (30300, 31300),
    TooLargeError: (30105, 31105),
}


@pytest.mark.parametrize("kind", BY_KIND)
def test_what_is_wrong_with_a_film_has_numbers_of_its_own(kind):
    numbers = [
        statuses.status_of(kind("Why.", input=0, kind=name))[0] for name in ("image", "video")
    ]
    assert tuple(numbers) == BY_KIND[kind]


def test_every_number_that_is_answered_is_one_of_clarifais_and_is_described():
    known = set(codes.StatusCode.values())
    told = {number for number, _ in statuses.BY_CODE.values()}
    told |= {*statuses.MISSING.values(), *statuses.OF_AN_INPUT.values()}
    told |= set(statuses.OF_A_VIDEO.values())
    assert told <= known
    assert told <= set(statuses.DESCRIPTIONS)
    assert all(text and text[0].isupper() for text in statuses.DESCRIPTIONS.values())
