"""The one process of embedded mode is killed in the middle of runs; the next one ends them all."""

from __future__ import annotations

import json
import os
import signal
import time

from tests.chaos.cluster import signed_in
from tests.chaos.extension import install
from tests.chaos.graphs import chain
from tests.chaos.history import TERMINAL
from tests.chaos.operators.count import FILE_VARIABLE
from tests.servers import running_server

RUNS = 6
STEPS = ("count", 1.5, "count", 1.5, "count")
END_SECONDS = 60


def events_of(editor, run):
    return editor.get(f"/runs/{run}/events?after=0").json()["events"]


def wait_for(condition, seconds, what):
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at, f"{what} did not happen within {seconds} s"
        time.sleep(0.1)


def finished(events):
    return [event["node"] for event in events if event["type"] == "node_succeeded"]


def test_every_run_ends_once_after_a_kill_in_the_middle_and_repeats_no_finished_node(tmp_path):
    counts = tmp_path / "counts"
    counts.touch()
    extra = {
        "PYTHONPATH": str(install(tmp_path / "extension")),
        FILE_VARIABLE: str(counts),
        "WEFT_REDIS_URL": "",
        "WEFT_DATABASE_URL": "",
    }
    with running_server(tmp_path, **extra) as server:
        editor = signed_in(server)
        path = editor.new_workflow("Chaos", graph=chain(STEPS))
        body = {"graph": chain(STEPS)}
        runs = {
            f"r{index}": editor.post(f"{path}/runs", {**body, "text": f"r{index} hello"}).json()
            for index in range(RUNS)
        }
        ids = {key: run["id"] for key, run in runs.items()}
        first = next(iter(ids.values()))
        wait_for(lambda: "n1" in finished(events_of(editor, first)), 30, "the first sleep's end")
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(10)
    with running_server(tmp_path, **extra) as server:
        editor = signed_in(server)
        # What the killed process had committed is what the next one finds.
        before = {key: finished(events_of(editor, run)) for key, run in ids.items()}
        assert any(before.values())
        assert not all(len(nodes) == len(STEPS) for nodes in before.values())
        wait_for(
            lambda: all(events_of(editor, run)[-1]["type"] in TERMINAL for run in ids.values()),
            END_SECONDS, "the end of every run",
        )  # fmt: skip
        stories = {key: events_of(editor, run) for key, run in ids.items()}
    executions = [json.loads(line) for line in counts.read_text().splitlines()]
    for key, events in stories.items():
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        kinds = [event["type"] for event in events]
        assert [kind for kind in kinds if kind in TERMINAL] == ["succeeded"]
        assert finished(events) == ["n0", "n1", "n2", "n3", "n4"]
        restart = len(kinds) - kinds[::-1].index("attempt_started")
        again = {event["node"] for event in events[restart:] if event["type"] == "node_started"}
        done = {event["node"] for event in events[:restart] if event["type"] == "node_succeeded"}
        assert not again & done
        for node in done & {"n0", "n2", "n4"}:
            times = [line for line in executions if (line["key"], line["node"]) == (key, node)]
            assert len(times) == 1
