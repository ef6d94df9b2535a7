"""Microseconds per no-op node in the engine, over a bare ready-count scheduler and a bare loop."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from statistics import median
from time import perf_counter

from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Text
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from tests.bench.report import Row
from tests.sample_operators import CATALOGUE, NoModels, graph_of

NODES, ROUNDS, REPEATS = 20, 30, 20


class Counting:
    """Hooks that receive every transition."""

    def __init__(self) -> None:
        self.seen = 0

    def commit(self, transitions) -> None:
        self.seen += len(transitions)

    def show(self, text) -> None:
        pass


def chain():
    nodes = [("n0", "maybe", {"text": "IN.text"})]
    nodes += [(f"n{i}", "maybe", {"text": f"n{i - 1}.text"}) for i in range(1, NODES)]
    return compile_graph(parse_graph(graph_of(*nodes)), CATALOGUE, NoModels())


def bare_ready_count(pool: ThreadPoolExecutor) -> None:
    """The floor: counts, a queue and a pool hop for each node; no values, no events."""
    waits = [0] + [1] * (NODES - 1)
    done: SimpleQueue[int] = SimpleQueue()
    ready = deque([0])
    left = NODES
    while left:
        while ready:
            node = ready.popleft()
            pool.submit(done.put, node)
        node = done.get()
        left -= 1
        if node + 1 < NODES:
            waits[node + 1] -= 1
            if not waits[node + 1]:
                ready.append(node + 1)


def bare_loop() -> None:
    value = Text("x")
    for _ in range(NODES):
        value = Text(value.raw)


def per_node(work) -> float:
    begun = perf_counter()
    for _ in range(REPEATS):
        work()
    return (perf_counter() - begun) / REPEATS / NODES * 1e6


def measure() -> Row:
    plan = chain()
    inputs = [{"text": Text("x")}]
    models, cancel = NoModels(), Cancel()
    ours, ready, loop = [], [], []

    def one_run() -> None:
        hooks = Counting()
        hooks.commit(run_plan(Job(plan, inputs), Means(models, cancel, hooks)).uncommitted)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            ours.append(per_node(one_run))
            ready.append(per_node(lambda: bare_ready_count(pool)))
            loop.append(per_node(bare_loop))
    return Row(
        "engine, a no-op node with checks, lineage and events",
        f"{median(ours):.1f} us",
        f"ready-count {median(ready):.1f} us, loop {median(loop):.2f} us",
        median(ours) / 6.8,
        5,
        "x of 6.8 us",
    )
