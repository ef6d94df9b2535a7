"""Floors measured in the same minute on the same machine: a bare Redis hop and a bare WebSocket."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

import redis
from websockets.sync.client import connect

from tests.servers import ROOT, free_port, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 300
START_SECONDS = 30
THERE, BACK, END = "floor:there", "floor:back", b"end"


def redis_hop(port: int) -> float:
    """p50 in ms of LPUSH here, BLPOP and LPUSH in another process, BLPOP here."""
    client = redis.Redis(port=port)
    words = [sys.executable, "-m", "tests.chaos.echoes", "redis", str(port)]
    other = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
    took = []
    try:
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            client.lpush(THERE, b"x" * 32)
            client.blpop([BACK], timeout=START_SECONDS)
            took.append((time.perf_counter() - begun) * 1000)
        client.lpush(THERE, END)
        other.wait(10)
    finally:
        stop(other)
    return median(took[ROUNDS // 10 :])


@contextmanager
def websocket_echo() -> Iterator[Any]:
    """A socket to a bare ASGI echo under the same server with the same settings."""
    port = free_port()
    words = [sys.executable, "-m", "tests.chaos.echoes", "websocket", str(port)]
    other = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
    try:
        with _connected(port) as socket:
            yield socket
    finally:
        stop(other)


def round_trip(socket: Any, text: str) -> float:
    begun = time.perf_counter()
    socket.send(text)
    socket.recv(10)
    return (time.perf_counter() - begun) * 1000


def _connected(port: int) -> Any:
    ends_at = time.monotonic() + START_SECONDS
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/")
        except OSError:
            assert time.monotonic() < ends_at, "the echo does not answer"
            time.sleep(0.05)


def _echo_redis(port: int) -> None:
    client = redis.Redis(port=port)
    while True:
        caught: Any = client.blpop([THERE], timeout=START_SECONDS)
        if caught is None or caught[1] == END:
            return
        client.lpush(BACK, caught[1])


async def _echo_websocket(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "websocket"
    while True:
        message = await receive()
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
        elif message["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})
        else:
            return


def main() -> None:
    import uvicorn

    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == "redis":
        _echo_redis(port)
        return
    uvicorn.run(
        _echo_websocket, host="127.0.0.1", port=port, log_level="warning", access_log=False,
        ws_max_size=64 * 1024, lifespan="off",
    )  # fmt: skip


if __name__ == "__main__":
    main()
