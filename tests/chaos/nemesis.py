"""Hurts a cluster by a seeded plan, and notes what it did and when."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import redis

from runtime.contracts.limits import LEASE_SECONDS, SWEEP_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.chaos.cluster import Cluster, Slot
    from tests.chaos.viewers import Viewer

QUEUES = ("interactive", "batch", "retry")
STOP_SECONDS = (LEASE_SECONDS + SWEEP_SECONDS + 3.0, LEASE_SECONDS + SWEEP_SECONDS + 8.0)
CATCH_SECONDS = 2
"""How long to wait for a ring, when one is to be dropped or doubled."""

COPIES = 3

ORDINARY: dict[str, int] = {
    "kill worker": 16, "stop worker": 8, "flush redis": 10, "kill redis": 6,
    "restart postgresql": 4, "drop rings": 20, "double rings": 20, "cut sockets": 30,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """When, counted in seconds from the start, and what."""

    at: float
    kind: str


@dataclass(frozen=True)
class Done:
    """A fault that happened."""

    at: float
    kind: str
    target: str
    until: float


def schedule(counts: Mapping[str, int], seconds: float, seed: int) -> list[Fault]:
    """Spread each kind over the whole time."""
    chance = random.Random(seed)
    faults = []
    for kind, count in counts.items():
        for index in range(count):
            at = (index + chance.random()) * seconds / count
            faults.append(Fault(at, kind))
    return sorted(faults, key=lambda fault: fault.at)


class Nemesis:
    """Works through its plan in one thread; `done` is the record."""

    def __init__(
        self,
        cluster: Cluster,
        viewers: Sequence[Viewer],
        plan: Sequence[Fault],
        seed: int,
        stop_seconds: tuple[float, float] = STOP_SECONDS,
    ) -> None:
        self.cluster = cluster
        self.viewers = viewers
        self.plan = plan
        self.stop_seconds = stop_seconds
        self.chance = random.Random(seed + 1)
        self.done: list[Done] = []
        self.missed: list[str] = []
        self._timers: list[threading.Timer] = []
        self._faults: dict[str, Callable[[], tuple[str, float] | None]] = {
            "kill worker": self._kill_worker,
            "stop worker": self._stop_worker,
            "flush redis": self._flush,
            "kill redis": self._kill_redis,
            "restart postgresql": self._restart_postgresql,
            "drop rings": self._drop_rings,
            "double rings": self._double_rings,
            "cut sockets": self._cut_sockets,
        }

    def run(self) -> None:
        """All faults in their order; one that finds nothing to hurt is tried once and left out."""
        begun = time.monotonic()
        for fault in self.plan:
            time.sleep(max(0.0, begun + fault.at - time.monotonic()))
            at = time.time()
            try:
                hit = self._faults[fault.kind]()
            except (redis.RedisError, subprocess.SubprocessError) as error:
                self.missed.append(f"{fault.kind}: {type(error).__name__}")
                continue
            if hit is None:
                self.missed.append(fault.kind)
            else:
                self.done.append(Done(at, fault.kind, *hit))

    def relent(self) -> None:
        """Let everything live again."""
        for timer in self._timers:
            timer.join()
        self.cluster.redis.start()

    def _pick(self, *, leave: int) -> Slot | None:
        """A worker that lives and is not stopped, while more than `leave` such are there."""
        lively = [
            slot
            for slot in self.cluster.workers()
            if not slot.stopped and slot.process is not None and slot.process.poll() is None
        ]
        return self.chance.choice(lively) if len(lively) > leave else None

    def _kill_worker(self) -> tuple[str, float] | None:
        slot = self._pick(leave=0)
        if slot is None:
            return None
        return self.cluster.signal(slot, signal.SIGKILL, kill=True), time.time()

    def _stop_worker(self) -> tuple[str, float] | None:
        slot = self._pick(leave=1)
        if slot is None:
            return None
        seconds = self.chance.uniform(*self.stop_seconds)
        slot.stopped = True
        name = self.cluster.signal(slot, signal.SIGSTOP)

        def wake() -> None:
            slot.stopped = False
            with contextlib.suppress(ProcessLookupError):
                self.cluster.signal(slot, signal.SIGCONT)

        timer = threading.Timer(seconds, wake)
        timer.start()
        self._timers.append(timer)
        return name, time.time() + seconds

    def _flush(self) -> tuple[str, float]:
        self.cluster.redis.client.flushall()
        return "", time.time()

    def _kill_redis(self) -> tuple[str, float]:
        self.cluster.redis.kill()
        time.sleep(self.chance.uniform(0.2, 4.0))
        self.cluster.redis.start()
        return "", time.time()

    def _restart_postgresql(self) -> tuple[str, float]:
        self.cluster.postgres.restart()
        return "", time.time()

    def _drop_rings(self) -> tuple[str, float] | None:
        caught = self._catch_ring()
        return (caught[0], time.time()) if caught else None

    def _double_rings(self) -> tuple[str, float] | None:
        caught = self._catch_ring()
        if caught is None:
            return None
        queue, ring = caught
        self.cluster.redis.client.lpush(queue, *[ring] * COPIES)
        return queue, time.time()

    def _catch_ring(self) -> tuple[str, bytes] | None:
        """Take the next ring of any lane away, in competition with the workers."""
        caught: Any = self.cluster.redis.client.brpop(list(QUEUES), timeout=CATCH_SECONDS)
        return (caught[0].decode(), caught[1]) if caught else None

    def _cut_sockets(self) -> tuple[str, float] | None:
        cut = sum(viewer.cut() for viewer in self.viewers if self.chance.random() < 0.7)
        return (f"{cut} sockets", time.time()) if cut else None
