"""What the two doors of the public API add to the same call without a door.

A graph of one node that only fills a template, one short text; REST, gRPC and the bare call take
turns, each with a text that nobody has sent before.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any

import grpc
import requests
from google.protobuf.json_format import ParseDict

from builder.api.v2.methods import METHODS, SERVICE
from tests.bench.report import Row
from tests.bench.run_cost import light_workflow
from tests.clients import DEMO, Editor, text_input
from tests.servers import free_port, running_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers import Server

WARM_ROUNDS, ROUNDS = 10, 100
METHOD = METHODS["PostWorkflowResults"]


def body_of(workflow: str, text: str) -> dict[str, Any]:
    home = {"user_id": "local", "app_id": "demo"}
    return {"user_app_id": home, "workflow_id": workflow, "inputs": [text_input(text)]}


def measure() -> list[Row]:
    """On a server of its own, which also answers without a door."""
    port = free_port()
    command = (sys.executable, "-m", "tests.bench.inner_call")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), command, BENCH_PORT=str(port)) as server,
        requests.Session() as session,
        grpc.insecure_channel(f"127.0.0.1:{server.environment['GRPC_PORT']}") as channel,
        socket.create_connection(("127.0.0.1", port)) as line,
        line.makefile("rw") as lines,
    ):
        workflow, token = light_workflow(Editor(server), 1), server.token()
        calls: list[Callable[[str], float]] = [
            lambda text: _bare(lines, workflow, token, text),
            lambda text: _rest(session, server, workflow, token, text),
            lambda text: _grpc(channel, workflow, token, text),
        ]
        took: list[list[float]] = [[], [], []]
        for number in range(WARM_ROUNDS + ROUNDS):
            for turn in range(3):
                place = (number + turn) % 3  # nobody always comes first
                ms = calls[place](f"{place} in {number}")
                if number >= WARM_ROUNDS:
                    took[place].append(ms)
    bare, rest, over_grpc = (median(times) for times in took)
    return [
        Row("REST over the bare call", f"{rest:.1f} ms", f"{bare:.1f} ms", rest / bare, 1.5),
        Row(
            "gRPC over the bare call", f"{over_grpc:.1f} ms", f"{bare:.1f} ms",
            over_grpc / bare, 1.5,
        ),
        Row("gRPC over REST", f"{over_grpc:.1f} ms", f"{rest:.1f} ms", over_grpc / rest, 1),
    ]  # fmt: skip


def _bare(lines: IO[str], workflow: str, token: str, text: str) -> float:
    lines.write(f"{workflow} {token} {text}\n")
    lines.flush()
    return float(lines.readline())


def _rest(session: requests.Session, server: Server, workflow: str, token: str, text: str) -> float:
    begun = perf_counter()
    answer = session.post(
        f"{server.url}{DEMO}/{workflow}/results", json={"inputs": [text_input(text)]},
        headers={"Authorization": f"Key {token}"}, timeout=60,
    ).json()  # fmt: skip
    ms = (perf_counter() - begun) * 1000
    assert answer["status"]["code"] == 10000, answer
    return ms


def _grpc(channel: grpc.Channel, workflow: str, token: str, text: str) -> float:
    call = channel.unary_unary(
        f"/{SERVICE}/{METHOD.name}", METHOD.request.SerializeToString, METHOD.response.FromString
    )
    begun = perf_counter()
    request = ParseDict(body_of(workflow, text), METHOD.request())
    answer = call(request, metadata=[("authorization", f"Key {token}")], timeout=60)
    ms = (perf_counter() - begun) * 1000
    assert answer.status.code == 10000, answer.status
    return ms
