"""Milliseconds from the click (POST) to the first event on the socket, over a bare round trip."""

from __future__ import annotations

import json
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import requests
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.bench.report import Row
from tests.clients import Editor, sample

if TYPE_CHECKING:
    from tests.servers import Server

ROUNDS = 30


def measure(server: Server) -> Row:
    editor = Editor(server)
    cookies = "; ".join(f"{k}={v}" for k, v in editor.session.cookies.get_dict().items())
    first, bare = [], []
    with connect(
        f"ws://127.0.0.1:{server.port}/ws/runs",
        origin=Origin(server.url),
        additional_headers={"Cookie": cookies},
    ) as socket:
        for index in range(ROUNDS):
            picture = sample("street-one-car.jpg") + index.to_bytes(4, "big")
            begun = perf_counter()
            run = editor.post(
                "/apps/local/demo/workflows/read-licence-plates/runs",
                files=[("files", ("car.jpg", picture, "image/jpeg"))],
            ).json()["id"]
            socket.send(json.dumps({"subscribe": run, "after": 0}))
            socket.recv(30)
            first.append((perf_counter() - begun) * 1000)
            while "done" not in json.loads(socket.recv(30)):
                pass
            begun = perf_counter()
            requests.get(f"{server.url}/healthz", timeout=10)
            bare.append((perf_counter() - begun) * 1000)
    return Row(
        "first event on the socket after POST",
        f"{median(first):.1f} ms",
        f"bare GET {median(bare):.1f} ms",
        median(first),
        100,
        " ms",
    )
