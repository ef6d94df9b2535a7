"""Starts Weft as a user starts it, on free ports and a folder of its own, and stops it again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@dataclass
class Server:
    """A running server."""

    port: int
    data: Path
    process: subprocess.Popen
    environment: dict[str, str]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *arguments: str) -> str:
        """Run a management command against this server's data; answers what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def token(self, *arguments: str) -> str:
        return self.manage("create_token", "--user", "local", *arguments)

    def login_link(self) -> str:
        """The link that the start printed."""
        for line in self.log.read_text().splitlines():
            if "/login/" in line:
                return line.split()[-1]
        raise AssertionError(f"no login link in {self.log.read_text()!r}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server(folder: Path, command: tuple[str, ...] = (), **extra: str) -> Iterator[Server]:
    """Serve from `folder` until the block ends; the default command is what `make run` executes."""
    port = free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "GRPC_PORT": str(free_port()),
        "WEFT_DATA_DIR": str(folder / "data"),
        **extra,
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = folder / "server.log"
    words = command or (sys.executable, "manage.py", "serve", "--prepare")
    with log.open("wb") as output:
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    server = Server(port, folder / "data", process, environment, log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(process)


def wait_until_ready(server: Server, seconds: float = START_SECONDS) -> None:
    """Ask `/readyz` until it says so; fails at once when the process has died."""
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if server.process.poll() is not None:
            raise AssertionError(f"the server stopped:\n{server.log.read_text()}")
        try:
            with urllib.request.urlopen(f"{server.url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"not ready after {seconds} s:\n{server.log.read_text()}")


def stop(process: subprocess.Popen) -> None:
    """Ask the whole process group to end, then insist."""
    for signal in (15, 9):
        if process.poll() is None:
            try:
                os.killpg(process.pid, signal)
                process.wait(10)
            except (subprocess.TimeoutExpired, ProcessLookupError):
                continue
    process.wait(5)
