"""One test from start to verdict: load, viewers and nemesis against a cluster, then the checks."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from queue import Queue
from typing import TYPE_CHECKING

from tests.chaos.checker import MAX_SHOWN, Check, check, is_unlucky, statuses
from tests.chaos.cluster import running_cluster, signed_in
from tests.chaos.graphs import MIXED, Flow
from tests.chaos.history import History, count_unfinished, read_history
from tests.chaos.load import Load, orders
from tests.chaos.nemesis import ORDINARY, STOP_SECONDS, Nemesis, schedule
from tests.chaos.recovery import recoveries, summary
from tests.chaos.say import say, table
from tests.chaos.viewers import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.chaos.cluster import Cluster, Death
    from tests.servers import Server

LOOK_SECONDS = 0.5
VIEWER_SECONDS = 30.0


@dataclass(frozen=True)
class Scenario:
    """What is done to whom, and for how long."""

    name: str
    runs: int
    seconds: float
    """How long faults and new runs go on."""
    drain_seconds: float
    """How long late callers may take after that, and then every run to end."""
    faults: Mapping[str, int] = field(default_factory=lambda: ORDINARY)
    flows: tuple[Flow, ...] = MIXED
    workers: int = 3
    viewers: int = 6
    poison: bool = True
    stop_seconds: tuple[float, float] = STOP_SECONDS
    without: str = ""


@dataclass
class Verdict:
    """The history and what the checks say of it."""

    scenario: Scenario
    history: History
    checks: list[Check]
    load: Load
    missed: list[str]
    seconds: float

    @property
    def broken(self) -> set[str]:
        return {item.promise for item in self.checks if not item.kept}


def play(scenario: Scenario, seed: int, folder: Path) -> Verdict:
    begun = time.monotonic()
    with running_cluster(folder, without=scenario.without) as cluster:
        server = cluster.start(scenario.workers)
        verdict = _play_on(cluster, server, scenario, seed)
    verdict.seconds = time.monotonic() - begun
    return verdict


def _play_on(cluster: Cluster, server: Server, scenario: Scenario, seed: int) -> Verdict:
    editor = signed_in(server)
    token = editor.post("/tokens", {"name": "chaos"}).json()["secret"]
    plan = orders(scenario.runs, scenario.flows, seed, poison=scenario.poison)
    load = Load(editor, token, plan, scenario.seconds)
    load.prepare(scenario.flows)
    offered: Queue[str] = Queue()
    stopping = threading.Event()
    viewers = [Viewer(editor, offered, stopping, seed + i) for i in range(scenario.viewers)]
    free = threading.Semaphore(scenario.viewers * 2)
    load.on_accept = lambda taken: offered.put(taken.run) if free.acquire(blocking=False) else None
    for viewer in viewers:
        viewer.on_end = free.release
        viewer.start()
    plan_of_faults = schedule(scenario.faults, scenario.seconds, seed)
    nemesis = Nemesis(cluster, viewers, plan_of_faults, seed, scenario.stop_seconds)
    load.start()
    nemesis.run()
    nemesis.relent()
    load.finish(scenario.drain_seconds)
    # From here on: callers who were told to come back later may have brought runs until just now.
    ends_at = time.monotonic() + scenario.drain_seconds
    while count_unfinished(cluster) and time.monotonic() < ends_at:
        time.sleep(LOOK_SECONDS)
    stopping.set()
    viewers_end_at = time.monotonic() + VIEWER_SECONDS
    for viewer in viewers:
        viewer.join(max(0.1, viewers_end_at - time.monotonic()))
    watched = [item for viewer in viewers for item in viewer.watched]
    history = read_history(cluster, load.accepted, nemesis.done, watched)
    return Verdict(scenario, history, check(history), load, nemesis.missed, 0.0)


def show(verdict: Verdict) -> None:
    history = verdict.history
    faults = Counter(fault.kind for fault in history.faults)
    say(f"\n{verdict.scenario.name}: {verdict.seconds:.0f} s")
    table(
        ("promise", "kept", "breaches"),
        [
            (item.promise, "yes" if item.kept else "NO", str(len(item.breaches)))
            for item in verdict.checks
        ],
    )
    for item in verdict.checks:
        for breach in item.breaches[:MAX_SHOWN]:
            say(f"    {item.promise}: {breach}")
    say(
        f"runs      {len(history.runs)} stored, {len(history.accepted)} accepted: "
        f"{_counts(statuses(history))}"
    )
    if verdict.load.refused:
        say(f"refused   {len(verdict.load.refused)}, such as {verdict.load.refused[0]}")
    say(f"tries     that had to be made again: {_counts(verdict.load.troubles) or 'none'}")
    say(
        f"faults    {len(history.faults)}: {_counts(faults)}; nothing to hurt "
        f"{len(verdict.missed)} times"
    )
    deaths = Counter(_death(death) for death in history.deaths)
    say(f"deaths    {_counts(deaths) or 'none'}")
    attempts = sum(len(run.starts) > 1 for run in history.runs.values())
    dead = [run for run in history.runs.values() if run.status == "dead"]
    unlucky = sum(is_unlucky(run, history) for run in dead)
    say(f"retried   {attempts} runs; dead by the nemesis alone: {unlucky}")
    say(f"recovery  {summary(recoveries(history))} (beside the faults above)")
    events = sum(len(item.events) for item in history.watched)
    cuts = sum(item.cuts for item in history.watched)
    say(f"viewers   {len(history.watched)} runs, {events} events, {cuts} cuts")
    if verdict.scenario.without:
        say(
            f"sabotage  bit {len(history.sabotage)} times, such as: "
            f"{history.sabotage[0] if history.sabotage else 'never'}"
        )


def _death(death: Death) -> str:
    return f"{death.kind} " + ("by the nemesis" if death.by_nemesis else f"with {death.code}")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
