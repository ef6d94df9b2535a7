"""The complete story of a test, read from the database and kept as one JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.chaos.cluster import Cluster, Death
    from tests.chaos.load import Accepted
    from tests.chaos.nemesis import Done
    from tests.chaos.viewers import Watched

TERMINAL = ("succeeded", "partially_succeeded", "failed", "cancelled", "dead")

RUNS = """
SELECT r.id, r.status, r.attempt, r.max_attempts, r.error, r.next_seq,
       i.values -> 'text' ->> 'raw', extract(epoch FROM r.created_at)::float8,
       extract(epoch FROM r.finished_at)::float8, jsonb_array_length(r.graph -> 'nodes')
FROM builder_run r JOIN builder_runinput i ON i.run_id = r.id AND i.index = 0
"""
EVENTS = """
SELECT e.run_id, e.seq, e.type, e.node, coalesce(w.writer, ''),
       extract(epoch FROM coalesce(w.at, e.at))::float8, (e.data ->> 'attempt')::int
FROM builder_runevent e LEFT JOIN chaos_witness w ON w.run_id = e.run_id AND w.seq = e.seq
ORDER BY e.run_id, e.seq
"""
UNFINISHED = "SELECT count(*) FROM builder_run WHERE NOT status = ANY(%s)"


@dataclass(frozen=True)
class Line:
    """One event, with the process that wrote it and the database's time."""

    seq: int
    type: str
    node: str
    writer: str
    at: float
    attempt: int | None
    """Of an `attempt_started`."""


@dataclass
class RunStory:
    """A run's row and its events."""

    id: str
    status: str
    attempt: int
    max_attempts: int
    error: dict[str, Any] | None
    next_seq: int
    text: str
    created_at: float
    finished_at: float | None
    nodes: int
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.text.split()[0]

    @property
    def starts(self) -> list[Line]:
        return [line for line in self.lines if line.type == "attempt_started"]


@dataclass(frozen=True)
class Execution:
    """A counting node that really ran."""

    key: str
    node: str
    process: str
    at: float


@dataclass
class History:
    """All of it."""

    runs: dict[str, RunStory]
    executions: list[Execution]
    accepted: list[Accepted]
    faults: list[Done]
    deaths: list[Death]
    watched: list[Watched]
    sabotage: list[str]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1))


def count_unfinished(cluster: Cluster) -> int:
    with cluster.postgres.connect() as connection:
        row = connection.execute(UNFINISHED, [list(TERMINAL)]).fetchone()
    return int(row[0]) if row else 0


def read_history(
    cluster: Cluster, accepted: list[Accepted], faults: list[Done], watched: list[Watched]
) -> History:
    runs: dict[str, RunStory] = {}
    with cluster.postgres.connect() as connection:
        for row in connection.execute(RUNS):
            runs[row[0]] = RunStory(*row)
        for run, *rest in connection.execute(EVENTS):
            runs[run].lines.append(Line(*rest))
    names = cluster.pid_names()
    executions = []
    for text in cluster.count_file.read_text().splitlines():
        line = json.loads(text)
        name = names.get(line["process"], str(line["process"]))
        executions.append(Execution(line["key"], line["node"], name, line["at"]))
    sabotage = cluster.sabotage_file.read_text().splitlines()
    return History(runs, executions, accepted, faults, list(cluster.deaths), watched, sabotage)
