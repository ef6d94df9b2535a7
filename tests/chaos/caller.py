"""A process beside the product that starts and feeds runs without HTTP, to time what comes after.

`python -m tests.chaos.caller runs N GRAPH | noop N GRAPH | push N`; prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    import threading

    from builder.actions.start_run import WhatToRun
    from builder.permissions import Actor

HEAR_SECONDS = 30
LOOK_SECONDS = 0.5


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    what, count = sys.argv[1], int(sys.argv[2])
    answers = {"runs": _runs, "noop": _noop, "push": _push}
    sys.stdout.write(json.dumps(answers[what](count)) + "\n")


def _order(graph: dict[str, Any]) -> tuple[Actor, WhatToRun, list[Any]]:
    from django.contrib.auth.models import User

    from builder.actions.accept_inputs import AcceptedInput
    from builder.actions.start_run import WhatToRun
    from builder.models import Workflow
    from builder.permissions import Actor

    actor = Actor(User.objects.get(username="local"))
    workflow = Workflow.objects.filter(app__owner=actor.user).earliest("created_at")
    text = {"text": {"kind": "text", "raw": f"t{time.time_ns()} words"}}
    return actor, WhatToRun(workflow, graph, {}), [AcceptedInput("text", text)]


def _runs(count: int) -> dict[str, Any]:
    """Store `count` runs in one transaction, whose end makes all of them known and rings for each.

    Before its end nobody sees them, neither a worker nor a sweeper.
    """
    from django.db import transaction

    from builder.actions.start_run import start_run

    graph = json.loads(sys.argv[3])
    with transaction.atomic():
        runs = [start_run(*_order(graph), "api").pk for _ in range(count)]
        begun = time.time()
    return {"begun": begun, "rung": time.time(), "runs": runs}


def _noop(count: int) -> dict[str, Any]:
    """Milliseconds from `start_run` until the caller, told of the end, has read the last event."""
    from builder.actions.start_run import start_run
    from builder.run_store import DatabaseEventLog
    from runtime import api

    graph = json.loads(sys.argv[3])
    took = []
    for _ in range(count):
        actor, what, inputs = _order(graph)
        with api.expect_end(what.run_id) as heard:
            begun = time.perf_counter()
            start_run(actor, what, inputs, "api")
            _wait(what.run_id, heard)
            (*_, last) = DatabaseEventLog().events_after(what.run_id, 0)
            took.append((time.perf_counter() - begun) * 1000)
        assert last.type == "succeeded", last
    return {"ms": took}


def _wait(run: str, heard: threading.Event) -> None:
    """As the synchronous door waits: for the ring, with a look at the table now and then."""
    from builder.models import Run

    ends_at = time.monotonic() + HEAR_SECONDS
    while not heard.wait(LOOK_SECONDS):
        if Run.objects.filter(pk=run, status="succeeded").exists():
            return
        assert time.monotonic() < ends_at, "the run did not end"


def _push(count: int) -> dict[str, Any]:
    """Be a worker that commits and rings `count` events, once a viewer was announced on stdin."""
    from builder.actions.start_run import start_run
    from builder.run_store import DatabaseRunStore
    from runtime import api
    from runtime.contracts.events import NewEvent
    from runtime.worker import event_stream

    api.start = lambda *_: None
    run = start_run(*_order(json.loads(sys.argv[3])), "api").pk
    sys.stdout.write(json.dumps({"run": run}) + "\n")
    sys.stdout.flush()
    sys.stdin.readline()
    store = DatabaseRunStore()
    claimed = store.claim(run, "caller")
    assert claimed is not None
    rung = {}
    for index in range(count):
        progress = NewEvent("node_progress", "n0", {"done": index, "total": count})
        kept = store.emit(claimed, [progress], [])
        rung[kept[-1].seq] = time.time()
        event_stream.tell(kept)
        sys.stdin.readline()
    event_stream.tell(store.emit(claimed, [NewEvent("succeeded")], []))
    return {"rung": rung}


if __name__ == "__main__":
    main()
