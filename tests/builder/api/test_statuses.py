"""Every status code that a caller can cause here, caused, over REST and over gRPC."""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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
from tests.clients import DEMO, Editor, image_input, sample, text_input
from tests.doors import DOORS, GrpcDoor, RestDoor
from tests.movies import movie
from tests.servers import free_port, running_server
from tests.web_server import web_server

if TYPE_CHECKING:
    from collections.abc import Callable

APP = {"user_app_id": {"user_id": "me", "app_id": "demo"}}
RESULTS = "PostWorkflowResults"
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


@dataclass
class Place:
    """A server that may fetch from this machine, and what is on it."""

    server: Any
    token: str
    limited: str
    """A key that may only run."""
    files: str
    """Where files are served."""
    texts: str
    films: str
    crowded: str
    """An app in which a thousand runs wait."""
    broken: str
    """A workflow whose version is out of service."""

    crowded_flow: str = ""

    def change(self, statement: str, *values: object) -> None:
        """Change a row as no caller could."""
        with closing(sqlite3.connect(self.server.data / "weft.sqlite3", timeout=20)) as rows:
            rows.execute(statement, values)
            rows.commit()


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


@dataclass
class Case:
    """One call, and what it is answered."""

    code: int
    http: int
    words: str
    """What the sentence has to name."""
    body: Callable[[Place], dict[str, Any]] | dict[str, Any] = field(
        default_factory=lambda: {**APP, "workflow_id": "read-text"}
    )
    method: str = RESULTS
    headers: dict[str, str] = field(default_factory=dict)
    key: Callable[[Place], str] = lambda place: place.token


def run(workflow: Any, *inputs: Any, **more: Any) -> Callable[[Place], dict[str, Any]]:
    """A call's body; what is made of the place is made when there is one."""

    def made(place: Place) -> dict[str, Any]:
        key = workflow(place) if callable(workflow) else workflow
        items = [item(place) if callable(item) else item for item in inputs]
        return {**APP, "workflow_id": key, "inputs": items, **more}

    return made


def at(kind: str, path: str) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"data": {kind: {"url": place.files + path}}}


def url(kind: str, address: str) -> dict[str, Any]:
    return {"data": {kind: {"url": address}}}


def film_input(data: bytes) -> dict[str, Any]:
    part = image_input(data)["data"].pop("image")
    return {"data": {"video": part}}


def texts(place: Place) -> str:
    return place.texts


def films(place: Place) -> str:
    return place.films


NOTICE = sample("notice.jpg")
FILM = movie(20, 10)
NOBODY = f"http://127.0.0.1:{free_port()}/a.jpg"
GOOD = text_input('{"a": 1}')
LOOP = [
    {"id": "a", "model": {"id": "prompter"}, "node_inputs": [{"node_id": "b"}]},
    {"id": "b", "model": {"id": "prompter"}, "node_inputs": [{"node_id": "a"}]},
]
CASES = {
    "no key": Case(
        11001, 401, "Authorization: Key", key=lambda _: "", headers={"authorization": ""}
    ),
    "a malformed key": Case(11008, 401, "Invalid format of key", key=lambda _: "nonsense"),
    "an unknown key": Case(
        11009, 401, "unknown or was revoked", key=lambda _: "wfb_00000000_" + "x" * 43
    ),
    "a key that lacks a scope": Case(
        11007, 403, "Apps_Delete", APP, "DeleteApp", key=lambda place: place.limited
    ),
    "too much of one app queued": Case(
        11005, 429, "queued already. Try again in",
        lambda place: {
            "user_app_id": {"user_id": "me", "app_id": place.crowded},
            "workflow_id": place.crowded_flow, "inputs": [GOOD],
        },
    ),
    "a value that is none of the choices": Case(
        11100, 400, "choose one of merge, overwrite, remove",
        {**APP, "action": "burn", "apps": [{"id": "demo"}]}, "PatchApps",
    ),
    "an app that is not there": Case(
        11101, 404, "no app nowhere of me",
        {"user_app_id": {"user_id": "me", "app_id": "nowhere"}}, "GetApp",
    ),
    "a header that is malformed": Case(
        11102, 400, "Idempotency-Key must be 1 to 100", run(texts, GOOD),
        headers={"idempotency_key": "two words"},
    ),
    "a number out of range": Case(
        11105, 400, "output_config.min_value must be 0 to 1",
        run(texts, GOOD, output_config={"min_value": 2}),
    ),
    "a method that is not here": Case(
        10040, 501, "ListConcepts is not supported here", APP, "ListConcepts"
    ),
    "a call that does not wait": Case(
        10030, 202, "ask for it again", run(texts, GOOD), headers={"prefer": "respond-async"}
    ),
    "one bad input of two": Case(
        10010, 200, "1 of 2 inputs failed; see each result's status. parse: The text holds",
        run(texts, GOOD, text_input("no JSON")),
    ),
    "a node that cannot do it": Case(
        10020, 400, "parse: The text holds no JSON", run(texts, text_input("no JSON"))
    ),
    "a workflow that is not there": Case(
        22102, 404, "no workflow nowhere in demo", run("nowhere", GOOD)
    ),
    "a version that is not there": Case(
        22102, 404, "no version", run(texts, GOOD, version_id="0" * 32)
    ),
    "a model that is not there": Case(
        21200, 404, "nowhere", {**APP, "model_id": "nowhere"}, "GetModel"
    ),
    "a graph that goes in a loop": Case(
        22107, 400, "a loop: a → b → a. Take one",
        {**APP, "workflows": [{"id": "round", "nodes": LOOP}]}, "PostWorkflows",
    ),
    "a text where a picture is wanted": Case(
        22001, 400, "Input 1 holds text; this workflow takes image", run("read-text", GOOD)
    ),
    "no inputs": Case(40001, 400, "Send 1 to 32 inputs", run(texts)),
    "33 inputs": Case(40001, 400, "this call has 33", run(texts, *[GOOD] * 33)),
    "an input without data": Case(40001, 400, "Input 1 has no image", run(texts, {})),
    "an address that answers 404": Case(
        30002, 400, "Input 1: The URL answered 404", run("read-text", at("image", "/gone.jpg"))
    ),
    "an address where nobody answers": Case(
        39996, 400, "Input 1: The URL could not be fetched", run("read-text", url("image", NOBODY))
    ),
    "an address of another scheme": Case(
        30106, 400, "a plain http:// or https:// address",
        run("read-text", url("image", "ftp://files.example/a.jpg")),
    ),
    "words for a picture": Case(
        30101, 400, "Input 1", run("read-text", image_input(b"only words, and no picture at all"))
    ),
    "half a picture": Case(
        30300, 400, "Input 1", run("read-text", image_input(NOTICE[: len(NOTICE) // 2]))
    ),
    "a picture of 21 MB": Case(
        30105, 400, "limit is 20 MiB", run("read-text", image_input(NOTICE + bytes(21 << 20)))
    ),
    "an address of 21 MB": Case(
        30105, 400, "larger than 20 MB", run("read-text", at("image", "/huge.jpg"))
    ),
    "a film whose address answers 404": Case(
        31002, 400, "answered 404", run(films, at("video", "/gone.mp4"))
    ),
    "a film at an address of another scheme": Case(
        31106, 400, "a plain http://", run(films, url("video", "file:///etc/passwd"))
    ),
    "words for a film": Case(31101, 400, "Input 1", run(films, film_input(b"only words, no film"))),
    "half a film": Case(31300, 400, "Input 1", run(films, film_input(FILM[: len(FILM) // 2]))),
    "an id that is taken": Case(
        40010, 409, "an app demo already. Choose another id", {**APP, "apps": [{"id": "demo"}]},
        "PostApps",
    ),
    "more to say than is kept": Case(
        40033, 413, "larger than 64 kB",
        {**APP, "apps": [{"id": "demo", "notes": "x" * 70_000}]}, "PatchApps",
    ),
    "a version out of service": Case(
        40031, 409, "out of service: it crashed. Save one that differs",
        run(lambda place: place.broken, GOOD),
    ),
}  # fmt: skip


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
