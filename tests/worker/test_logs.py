"""Every log line says which request, run and node it is about, from the door to the operator."""

from __future__ import annotations

import io
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.contrib.auth.models import User

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.start_run import WhatToRun, start_run
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from config.logs import AddContext, JsonFormatter, LineFormatter
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import parse_graph
from runtime.contracts.log_context import bound
from runtime.contracts.values import Text
from runtime.engine.cancel import Cancel
from runtime.engine.hooks import NodeFailed
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.worker.recorder import Recorder
from tests.clients import DEMO, image_input, sample
from tests.sample_operators import NoModels, TextIn, TextOut, _module, graph_of
from tests.servers import running_server

KEYS = {"timestamp", "level", "logger", "message", "request_id", "run", "node", "exception"}
log = logging.getLogger("tests.logs")


class Written:
    """What the root logger wrote."""

    def __init__(self, formatter):
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.addFilter(AddContext())
        self.handler.setFormatter(formatter)

    @property
    def text(self):
        return self.stream.getvalue()

    @property
    def lines(self):
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def written(request):
    """JSON lines, unless the test asks for another formatter."""
    made = Written(getattr(request, "param", JsonFormatter)())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(made.handler)
    root.setLevel("INFO")
    yield made
    root.removeHandler(made.handler)
    root.setLevel(level)


def test_a_line_is_one_object_with_every_key(written):
    with bound(request_id="abc", run="r1", node="n1"):
        log.warning("Two\nlines of %s", "text")
    (line,) = written.lines
    assert set(line) == KEYS
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("timestamp"))
    assert line == {
        "level": "WARNING", "logger": "tests.logs", "message": "Two\nlines of text",
        "request_id": "abc", "run": "r1", "node": "n1", "exception": None,
    }  # fmt: skip


def test_a_traceback_is_part_of_its_line(written):
    try:
        int("ünlikely")
    except ValueError:
        log.exception("It broke")
    (line,) = written.lines
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("literal for int() with base 10: 'ünlikely'")


def test_what_is_not_known_is_null(written):
    log.info("Nobody's line")
    (line,) = written.lines
    assert (line["request_id"], line["run"], line["node"]) == (None, None, None)


def test_names_hold_for_the_length_of_their_block(written):
    with bound(run="outer"):
        with bound(node="inner"):
            log.info("1")
        log.info("2")
    log.info("3")
    about = [(line["run"], line["node"]) for line in written.lines]
    assert about == [("outer", "inner"), ("outer", None), (None, None)]


def test_a_line_may_name_a_run_that_is_not_in_hand(written):
    with bound(request_id="abc"):
        log.info("Accepted", extra={"run": "r2"})
    assert (written.lines[0]["request_id"], written.lines[0]["run"]) == ("abc", "r2")


@pytest.mark.parametrize("written", [LineFormatter], indirect=True)
def test_a_line_of_text_ends_with_its_run(written):
    log.warning("Alone")
    with bound(run="r1"):
        log.warning("In a run")
        with bound(node="n1"):
            log.warning("In a node")
    ends = [line.split(" ", 2)[2] for line in written.text.splitlines()]
    assert ends == [
        "WARNING tests.logs Alone",
        "WARNING tests.logs In a run run=r1",
        "WARNING tests.logs In a node run=r1 node=n1",
    ]


def chatty(batch, params, context):
    log.info("Computing")
    return [TextOut(item.text) for item in batch]


@pytest.mark.parametrize("threads", [None, 2])
def test_an_operator_that_logs_names_its_node_in_any_thread(written, threads):
    catalogue = {"chatty": _module("chatty", TextIn, TextOut, chatty, heavy=True)}
    document = graph_of(
        ("one", "chatty", {"text": "IN.text"}), ("two", "chatty", {"text": "IN.text"})
    )
    plan = compile_graph(parse_graph(document), catalogue, NoModels())
    pool = ThreadPoolExecutor(threads) if threads else None
    with bound(request_id="abc", run="r1"):
        run_plan(Job(plan, [{"text": Text("hi")}]), Means(NoModels(), Cancel(), pool=pool))
    lines = [line for line in written.lines if line["message"] == "Computing"]
    assert {line["node"] for line in lines} == {"one", "two"}
    assert {(line["request_id"], line["run"]) for line in lines} == {("abc", "r1")}


def test_the_fault_behind_a_failed_node_is_logged_with_it(db, written):
    graph = {
        "schema": 1,
        "inputs": [{"name": "text", "type": "text"}],
        "nodes": [{"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]}}],
    }
    actor = Actor(User.objects.create(username="ana"))
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", graph)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    run = start_run(actor, WhatToRun(workflow, graph, {}), inputs, "api")
    store = DatabaseRunStore()
    recorder = Recorder(store, store.claim(run.pk, "here"))
    error = OperatorFailedError("say stopped on an unexpected fault in prompter.")
    error.__cause__ = ZeroDivisionError("division by zero")
    with bound(run=run.pk):
        recorder.commit([NodeFailed("say", error, 1.0)])
    line = next(line for line in written.lines if line["level"] == "ERROR")
    assert (line["run"], line["node"]) == (run.pk, "say")
    assert "ZeroDivisionError: division by zero" in line["exception"]


@pytest.mark.parametrize("given", ["a", "trace-7.b_C", "0" * 64])
def test_a_callers_request_id_comes_back(client, given):
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "a\nINFO forged", "ä", "0" * 65, "<script>", "{}"])
def test_an_id_that_could_do_harm_is_replaced(client, given):
    answered = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", answered)


def test_an_address_cannot_forge_a_line(client, written):
    client.get("/api/editor/%0aERROR forged")
    assert "forged" in written.text
    assert all("\n" not in line["message"] for line in written.lines)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The log of a server that wrote JSON, and the ids of the call that was made."""
    folder = tmp_path_factory.mktemp("logs")
    options = {"WEFT_LOG_FORMAT": "json", "WEFT_LOG_LEVEL": "INFO"}
    with running_server(folder, **options) as server:
        answer = requests.post(
            f"{server.url}{DEMO}/read-text/results",
            json={"inputs": [image_input(sample("shop-sign.jpg"))]},
            headers={"Authorization": f"Key {server.token()}", "X-Request-ID": "call-1"},
            timeout=120,
        )
        assert answer.headers["X-Request-ID"] == "call-1"
        requests.get(f"{server.url}/login/a-secret-code?also=secret", timeout=30)
        run = answer.json()["run"]["id"]
    return server.log.read_text().splitlines(), run


def test_a_run_is_followed_from_its_request_to_its_worker(story):
    lines, run = story
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    assert all(set(line) == KEYS for line in objects)
    mine = [(line["logger"], line["run"]) for line in objects if line["request_id"] == "call-1"]
    assert ("builder.actions.start_run", run) in mine
    assert ("runtime.worker.tasks", run) in mine
    assert ("builder.api.middleware", None) in mine
    worker = [line["message"] for line in objects if line["logger"] == "runtime.worker.tasks"]
    assert worker == ["Attempt 1 begins", "The run ended: succeeded"]


def test_nothing_but_the_greeting_is_plain(story):
    lines, _ = story
    plain = [line for line in lines if not line.startswith("{")]
    greeting = [line.split(".")[0].split(":")[0] for line in plain if line.strip()]
    assert greeting == ["Weft is ready", "For Clarifai's SDK over gRPC"]


def test_the_log_holds_no_login_code_and_no_query(story):
    text = "\n".join(line for line in story[0] if line.startswith("{"))
    assert "/login/" in text
    assert "secret" not in text
