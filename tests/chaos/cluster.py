"""A whole Weft on loopback: PostgreSQL, Redis, one web process, workers that also sweep.

Every process is supervised as an orchestrator would: who dies is started again at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.chaos.extension import install
from tests.chaos.operators.count import FILE_VARIABLE
from tests.chaos.stores import Postgres, Redis
from tests.clients import Editor
from tests.servers import ROOT, Server, free_port, stop, wait_until_ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOK_SECONDS = 0.1
START_SECONDS = 90
MAX_STARTS = 300
LANES = "interactive,batch,retry"
THREADS = 4


WORKER = (
    sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "threads",
    "-c", str(THREADS), "-Q", LANES, "--without-gossip", "--without-mingle", "-l", "WARNING",
    "-n", "{name}@chaos",
)  # fmt: skip


@dataclass(frozen=True)
class Death:
    """A process that ended while it was wanted."""

    name: str
    kind: str
    at: float
    code: int
    log: str
    by_nemesis: bool


@dataclass
class Slot:
    """A place where one process is kept running; each start gets a name of its own."""

    kind: str
    number: int
    words: tuple[str, ...]
    starts: int = 0
    process: subprocess.Popen[bytes] | None = None
    killed: bool = False
    stopped: bool = False
    ready: threading.Event = field(default_factory=threading.Event)

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}.{self.starts}"


class Cluster:
    """The processes, their environment and what became of them."""

    def __init__(self, folder: Path, *, without: str = "") -> None:
        self.folder = folder
        self.count_file = folder / "counts"
        self.sabotage_file = folder / "sabotage"
        for file in (self.count_file, self.sabotage_file):
            file.touch()
        self.postgres = Postgres(folder)
        self.redis = Redis(folder)
        extension = install(folder / "extension", sabotaged=bool(without))
        port = free_port()
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(extension),
            "WEFT_DATABASE_URL": self.postgres.uri,
            "WEFT_REDIS_URL": self.redis.url,
            "WEFT_DATA_DIR": str(folder / "data"),
            "PORT": str(port),
            "GRPC_PORT": str(free_port()),
            FILE_VARIABLE: str(self.count_file),
            "CHAOS_WITHOUT": without,
            "CHAOS_SABOTAGE_FILE": str(self.sabotage_file),
        }
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.port = port
        self.slots: list[Slot] = []
        self.deaths: list[Death] = []
        self._pids: dict[int, str] = {}
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._supervisor = threading.Thread(target=self._supervise, name="supervisor", daemon=True)

    def start(self, workers: int, *, witness: bool = True) -> Server:
        """Fill the database, start everything, answer the web server when all is ready."""
        self.manage("prepare", "--demo")
        if witness:
            self.postgres.watch_events()
        web = self.add("web", (sys.executable, "manage.py", "serve"))
        self.add_workers(workers)
        self._supervisor.start()
        assert web.process is not None
        server = Server(
            self.port, self.folder / "data", web.process, self.environment, self._log(web)
        )
        wait_until_ready(server, START_SECONDS)
        self.wait_for_workers(workers)
        return server

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"manage.py {words}: {done.stderr[-2000:]}"
        return done.stdout.strip()

    def add_workers(self, count: int) -> None:
        for _ in range(count):
            self.add("worker", WORKER)

    def wait_for_workers(self, count: int) -> None:
        """Until so many listen for rings."""
        ends_at = time.monotonic() + START_SECONDS
        while self._listening() < count:
            assert time.monotonic() < ends_at, "the workers do not listen"
            time.sleep(LOOK_SECONDS)

    def add(self, kind: str, words: tuple[str, ...]) -> Slot:
        slot = Slot(kind, sum(other.kind == kind for other in self.slots) + 1, words)
        with self._lock:
            self._start(slot)
            self.slots.append(slot)
        return slot

    def workers(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind == "worker"]

    def signal(self, slot: Slot, number: int, *, kill: bool = False) -> str:
        """Send a signal; answers the name of the process that got it."""
        with self._lock:
            assert slot.process is not None
            slot.killed = slot.killed or kill
            if slot.process.poll() is None:
                os.kill(slot.process.pid, number)
            return slot.name

    def pid_names(self) -> dict[int, str]:
        return dict(self._pids)

    def close(self) -> None:
        self._ending.set()
        if self._supervisor.ident is not None:
            self._supervisor.join(10)
        for slot in reversed(self.slots):
            if slot.process is not None and slot.process.poll() is None:
                slot.process.send_signal(18)
                slot.process.kill()
        for slot in self.slots:
            if slot.process is not None:
                stop(slot.process)
        self.redis.close()
        self.postgres.close()

    def _start(self, slot: Slot) -> None:
        slot.starts += 1
        slot.killed = slot.stopped = False
        words = tuple(word.replace("{name}", slot.name) for word in slot.words)
        with self._log(slot).open("ab") as log:
            slot.process = subprocess.Popen(
                words, cwd=ROOT, env={**self.environment, "PGAPPNAME": slot.name},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._pids[slot.process.pid] = slot.name

    def _log(self, slot: Slot) -> Path:
        return self.folder / f"{slot.kind}-{slot.number}.log"

    def _listening(self) -> int:
        clients = self.redis.client.client_list()
        return sum(client.get("cmd") == "brpop" for client in clients)

    def _supervise(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            for slot in list(self.slots):
                with self._lock:
                    self._look_after(slot)

    def _look_after(self, slot: Slot) -> None:
        if slot.process is None or slot.process.poll() is None:
            return
        if slot.starts >= MAX_STARTS:
            return
        code = slot.process.returncode
        log = "" if code == -9 else _end_of(self._log(slot))
        self.deaths.append(Death(slot.name, slot.kind, time.time(), code, log, slot.killed))
        self._start(slot)


@contextmanager
def running_cluster(folder: Path, *, without: str = "") -> Iterator[Cluster]:
    """Everything is stopped at the end, whatever happens."""
    cluster = Cluster(folder, without=without)
    try:
        yield cluster
    finally:
        cluster.close()


def signed_in(server: Server) -> Editor:
    """The editor's API, through the link that the server prints once it listens."""
    ends_at = time.monotonic() + START_SECONDS
    while "/login/" not in server.log.read_text():
        assert time.monotonic() < ends_at, "the server printed no login link"
        time.sleep(LOOK_SECONDS)
    return Editor(server, server.login_link())


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-400:]
