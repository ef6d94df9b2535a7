"""`python -m tests.bench.run_cost`: what one run costs PostgreSQL and Redis in production.

Counts, so they hold on any machine; docs/scaling.md reckons with them. What the idle servers do in
the same time (sweeps, health) is measured too and taken off.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import psycopg
import redis

from tests.clients import Api, Editor, image_input, sample, text_input
from tests.compose import SECRETS, running_stack

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.compose import Stack

NAMES = (
    "transactions", "WAL syncs", "rows in", "rows changed", "WAL bytes", "table bytes",
    "Redis commands", "Redis bytes",
)  # fmt: skip
SETTLE_SECONDS = 1.2
"""PostgreSQL's connections report their statistics at most once a second."""


class Counters:
    """Reads what the two servers have done so far."""

    def __init__(self, stack: Stack) -> None:
        socket = stack.addresses["@database:5432/weft"].partition("host=")[2]
        self.database = psycopg.connect(
            host=socket, dbname="weft", user="postgres", autocommit=True
        )
        port = stack.addresses["redis:6379"].partition(":")[2]
        self.redis = redis.Redis(port=int(port), password=SECRETS["WEFT_REDIS_PASSWORD"])

    def read(self) -> list[float]:
        """One figure for each of `NAMES`."""
        time.sleep(SETTLE_SECONDS)
        done = self._ask(
            "SELECT xact_commit, (SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'), "
            "tup_inserted, tup_updated FROM pg_stat_database WHERE datname = 'weft'"
        )
        wal = self._ask("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        size = self._ask(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relname LIKE 'builder%'"
        )
        info: Any = self.redis.info()
        moved = info["total_net_input_bytes"] + info["total_net_output_bytes"]
        figures = (*done, *wal, *size, info["total_commands_processed"], moved)
        return [float(figure) for figure in figures]

    def _ask(self, statement: Any) -> tuple[Any, ...]:
        row = self.database.execute(statement).fetchone()
        assert row is not None
        return row


def cost(counters: Counters, call: Callable[[int], Any], runs: int) -> list[float]:
    """What one call costs on average, for each of `NAMES`."""
    for number in range(5):
        call(number)
    before = counters.read()
    began = time.monotonic()
    for number in range(5, 5 + runs):
        answer = call(number)
        assert answer.status_code == 200, answer.text
    seconds = time.monotonic() - began
    after = counters.read()
    time.sleep(seconds)
    idle = counters.read()
    return [(b - a - (c - b)) / runs for a, b, c in zip(before, after, idle, strict=True)]


def light_workflow(editor: Editor, nodes: int) -> str:
    """A chain of nodes that only write a prompt; answers the workflow's id."""
    chain = [
        {
            "id": f"n{index}",
            "operator": "prompter",
            "params": {"prompt_template": "{data.text.raw}"},
            "inputs": {"text": [f"n{index - 1}.text" if index else "IN.text"]},
        }
        for index in range(nodes)
    ]
    graph = {"schema": 1, "inputs": [{"name": "text", "type": "text"}], "nodes": chain}
    path = editor.new_workflow(f"{nodes} nodes")
    saved = editor.post(f"{path}/versions", {"graph": graph, "layout": {}})
    assert saved.status_code < 300, saved.text
    return path.rpartition("/")[2]


def main() -> None:
    """Print one line for each kind of run."""
    picture = sample("street-two-cars.jpg")
    print("per run".ljust(28), *(name.rjust(14) for name in NAMES))
    with running_stack() as stack:
        server = stack.server("web")
        api, editor = Api(server, server.token()), Editor(server)
        counters = Counters(stack)
        short, long = light_workflow(editor, 3), light_workflow(editor, 20)
        kinds: dict[str, tuple[Callable[[int], Any], int]] = {
            "3 light nodes": (lambda i: api.results(short, text_input(f"a {i}")), 100),
            "20 light nodes": (lambda i: api.results(long, text_input(f"b {i}")), 100),
            "plates, 4 nodes, 1 picture": (
                lambda i: api.results("read-licence-plates", image_input(picture + i.to_bytes(2))),
                20,
            ),
        }
        for name, (call, runs) in kinds.items():
            figures = cost(counters, call, runs)
            print(name.ljust(28), *(f"{figure:14,.1f}" for figure in figures))


if __name__ == "__main__":
    main()
