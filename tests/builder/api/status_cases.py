"""Calls that go wrong, one for each number that is answered, and the place they are made at."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.clients import image_input, sample, text_input
from tests.movies import movie
from tests.servers import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

APP = {"user_app_id": {"user_id": "me", "app_id": "demo"}}
RESULTS = "PostWorkflowResults"


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
