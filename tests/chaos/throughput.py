"""`make throughput`: runs a second with 1, 2 and 4 workers, and latency over bare floors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect
from websockets.typing import Origin

from tests.chaos.cluster import Cluster, running_cluster, signed_in
from tests.chaos.echoes import redis_hop, round_trip, websocket_echo
from tests.chaos.graphs import chain
from tests.chaos.say import say, table
from tests.servers import ROOT

if TYPE_CHECKING:
    from tests.servers import Server

WORKERS = (1, 2, 4)
RUNS = 300
LIGHT = chain(("prompt", "prompt", "prompt"))
NOOP = chain(("prompt",) * 20)
NOOP_ROUNDS, PUSHES = 60, 150
NOOP_TARGET, PUSH_TARGET = 10, 4
LIMIT_SECONDS = 120
LAST_END = """
SELECT count(*), extract(epoch FROM max(finished_at))::float8 FROM builder_run
WHERE id = ANY(%s) AND status = 'succeeded'
"""


def main() -> int:
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory() as folder, running_cluster(Path(folder)) as cluster:
        server = cluster.start(1, witness=False)
        hop, noop = redis_hop(cluster.redis.port), _noop(cluster)
        push, echo = _push(cluster, server)
        rates = [(count, _rate(cluster, count)) for count in WORKERS]
    one = rates[0][1]
    say(f"\n{RUNS} runs of 3 light nodes, stored first, then rung for at once:")
    table(
        ("worker processes", "runs a second", "over one"),
        [(str(count), f"{rate:.0f}", f"{rate / one:.2f}") for count, rate in rates],
    )
    say()
    table(
        ("what (p50)", "ours", "floor", "ratio", "target", ""),
        [
            _row("20-node no-op run, submit to last event / Redis hop", noop, hop, NOOP_TARGET),
            _row("event push worker to socket / WebSocket echo", push, echo, PUSH_TARGET),
        ],
    )
    return 0


def _row(what: str, ours: float, floor: float, target: float) -> tuple[str, ...]:
    ratio = ours / floor
    verdict = "met" if ratio <= target else "MISSED"
    return what, f"{ours:.2f} ms", f"{floor:.2f} ms", f"{ratio:.1f}", f"<= {target}", verdict


def _rate(cluster: Cluster, workers: int) -> float:
    """Runs a second with so many workers, from the first ring to the last end."""
    cluster.add_workers(workers - len(cluster.workers()))
    cluster.wait_for_workers(workers)
    _staged(cluster, 4 * workers)  # every worker compiles the plan and opens its connections
    begun, ended = _staged(cluster, RUNS)
    return RUNS / (ended - begun)


def _staged(cluster: Cluster, count: int) -> tuple[float, float]:
    told = _call(cluster, "runs", str(count), json.dumps(LIGHT))
    ends_at = time.monotonic() + LIMIT_SECONDS
    with cluster.postgres.connect() as connection:
        while True:
            row = connection.execute(LAST_END, [told["runs"]]).fetchone()
            if row is not None and row[0] == count:
                return told["begun"], row[1]
            assert time.monotonic() < ends_at, f"{row} of {count} runs ended"
            time.sleep(0.1)


def _noop(cluster: Cluster) -> float:
    took = _call(cluster, "noop", str(NOOP_ROUNDS), json.dumps(NOOP))["ms"]
    return median(took[NOOP_ROUNDS // 6 :])


def _push(cluster: Cluster, server: Server) -> tuple[float, float]:
    """The push from commit to socket and the echo's round trip, taken in turns."""
    editor = signed_in(server)
    cookies = "; ".join(f"{k}={v}" for k, v in editor.session.cookies.get_dict().items())
    words = [sys.executable, "-m", "tests.chaos.caller", "push", str(PUSHES), json.dumps(LIGHT)]
    caller = subprocess.Popen(
        words, cwd=ROOT, env=cluster.environment, text=True, bufsize=1,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert caller.stdin is not None
    assert caller.stdout is not None
    heard: dict[int, float] = {}
    echoes = []
    try:
        run = json.loads(caller.stdout.readline())["run"]
        with (
            websocket_echo() as echo,
            connect(
                f"ws://127.0.0.1:{server.port}/ws/runs",
                origin=Origin(server.url), additional_headers={"Cookie": cookies},
            ) as socket,
        ):  # fmt: skip
            socket.send(json.dumps({"subscribe": run, "after": 0}))
            text = socket.recv(10)
            caller.stdin.write("go\n")
            while True:
                event = json.loads(socket.recv(10)).get("event", {})
                heard[event["seq"]] = time.time()
                if event["type"] == "succeeded":
                    break
                if event["type"] == "node_progress":
                    echoes.append(round_trip(echo, str(text)))
                    caller.stdin.write("next\n")
        rung = json.loads(caller.stdout.readline())["rung"]
    finally:
        caller.kill()
        caller.wait(10)
    pushes = [(heard[int(seq)] - at) * 1000 for seq, at in rung.items()]
    return median(pushes[PUSHES // 10 :]), median(echoes[PUSHES // 10 :])


def _call(cluster: Cluster, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.caller", *words],
        cwd=ROOT, env=cluster.environment, capture_output=True, text=True, check=False,
        timeout=LIMIT_SECONDS * 2,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
