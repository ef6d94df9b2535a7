"""Computes one run: claim it, rebuild its state, run the plan, keep the end.

One Celery task per run.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from celery import current_task, shared_task
from django.db import InterfaceError, OperationalError

from runtime import registry
from runtime.contracts.errors import CancelledError, FencedError, InvalidGraphError, WeftError
from runtime.contracts.events import NewEvent
from runtime.contracts.limits import ADDED_NODES, MAX_RUN_SECONDS, MAX_SESSION_BYTES, RETRY_LANE
from runtime.contracts.log_context import bound, current
from runtime.engine.batch import from_trees
from runtime.engine.cancel import Cancel
from runtime.engine.plan import Plan, compile_graph
from runtime.engine.run import Job, Means, RunResult, run_plan
from runtime.engine.session import Session
from runtime.worker import draining
from runtime.worker.gate import Gate
from runtime.worker.inputs import load_input, load_later
from runtime.worker.leases import OVERDUE, LeaseKeeper
from runtime.worker.recorder import NOTHING_TOLD, Recorder, Told
from runtime.worker.run_files import RunFiles
from runtime.worker.wired import Wired, wired

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.stores import ClaimedRun
    from runtime.contracts.values import Each, Value
    from runtime.engine.batch import NodeResult

log = logging.getLogger(__name__)
MAX_PLANS = 64


@cache
def lease_keeper() -> LeaseKeeper:
    """The lease keeper of this process."""
    return LeaseKeeper(wired().runs)


heard_at = [monotonic()]
"""When this process last heard a ring; a list, because threads share it."""


_waiting: set[str] = set()
"""Suspects that wait in this process, or are computed by it."""


@cache
def gate() -> Gate:
    """The gate of this process."""
    return Gate()


@shared_task(name="weft.run", ignore_result=True)
def run_task(run: str, alone: bool = False) -> None:  # noqa: FBT001, FBT002 - the message's shape
    """Answer a ring. A ring for a run that is done, owned or unknown does nothing."""
    heard_at[0] = monotonic()
    with bound(request_id=current_task.request.get("request_id") or ""):
        compute(run, alone=alone)


def ring(run: str, lane: str) -> None:
    """Ask some worker of that lane to compute the run; the retry lane computes it alone."""
    about = {"request_id": current().request_id}
    run_task.apply_async((run, lane == RETRY_LANE), queue=lane, headers=about)


def compute(run: str, *, alone: bool = False) -> None:
    """Claim and compute a run to its terminal event, unless somebody else owns it."""
    if alone and run in _waiting:
        return  # rung again while it waits here for its turn
    if alone:
        _waiting.add(run)
    try:
        _take(run, alone=alone)
    finally:
        _waiting.discard(run)


def _take(run: str, *, alone: bool) -> None:
    with bound(run=run), gate().passing(alone=alone) as entered:
        if not entered or draining.is_draining():
            return
        means = wired()
        claimed = means.runs.claim(run, f"{socket.gethostname()}:{os.getpid()}", alone=alone)
        if claimed is not None:
            _compute(claimed, means)


def _compute(claimed: ClaimedRun, means: Wired) -> None:
    cancel = Cancel()
    seconds = min(claimed.seconds_left or MAX_RUN_SECONDS, MAX_RUN_SECONDS)
    lease_keeper().hold(claimed, cancel, seconds)
    recorder = Recorder(means.runs, claimed)
    log.info("Attempt %s begins", claimed.attempt)
    try:
        end, last = _attempt(claimed, means, cancel, recorder)
        if end is None:
            lane = means.runs.release(claimed)
            ring(claimed.id, lane)
        else:
            recorder.finish(end, last)
            log.info("The run ended: %s", end.type)
    except FencedError:
        log.warning("Run %s was taken over; attempt %s drops its work", claimed.id, claimed.attempt)
    finally:
        lease_keeper().release(claimed.id)


def _attempt(
    claimed: ClaimedRun, means: Wired, cancel: Cancel, recorder: Recorder
) -> tuple[NewEvent | None, Told]:
    """Run the plan; answers the terminal event, and what happened last and is to be kept with it.

    No terminal event means that the run is to be handed back.
    """
    try:
        plan = _plan(claimed, means)
        job = Job(
            plan=plan,
            inputs=[_values(plan, stored, claimed.app, means) for stored in claimed.inputs],
            input_keys=[_input_key(claimed.app, stored) for stored in claimed.inputs],
            finished=_finished(claimed, plan, means, recorder),
            spared=claimed.spared,
            common=claimed.common,
            pinned={node: _digest(claimed.finished[node]) for node in claimed.pinned},
            session=_session(claimed, plan),
        )
        result = run_plan(job, _means_of(claimed, means, cancel, recorder))
        return _end(result), recorder.told(result.uncommitted)
    except CancelledError:
        return _stopped(cancel.reason), NOTHING_TOLD
    except (FencedError, OperationalError, InterfaceError):
        # Of a database that is away nothing can be kept: the lease runs out, the run is retried.
        raise
    except WeftError as error:
        return NewEvent("failed", data={"error": error.as_json()}), NOTHING_TOLD
    except Exception:
        log.exception("Run %s stopped on an unexpected fault", claimed.id)
        message = "The run stopped on an unexpected fault. Try again."
        fault = {"code": "internal", "message": message}
        return NewEvent("failed", data={"error": fault}), NOTHING_TOLD


def _means_of(claimed: ClaimedRun, means: Wired, cancel: Cancel, recorder: Recorder) -> Means:
    outside, embeddings = means.outside, means.embeddings
    return Means(
        means.models, cancel, recorder, means.pool, means.cache,
        outside=outside.of(claimed.app, claimed.id, draft=claimed.draft) if outside else None,
        search=embeddings.of(claimed.app, claimed.id) if embeddings else None,
        files=RunFiles(means.runs, claimed.app),
    )  # fmt: skip


def _stopped(reason: str) -> NewEvent | None:
    """How a run ends that was stopped from outside."""
    if reason == draining.RELEASE:
        return None
    if reason == OVERDUE:
        message = "The run took longer than allowed. Try fewer or smaller inputs."
        return NewEvent("failed", data={"error": {"code": "deadline_exceeded", "message": message}})
    return NewEvent("cancelled", data={"error": None})


def _end(result: RunResult) -> NewEvent:
    if result.failures:
        node, error = next(iter(result.failures.items()))
        shown = {**error.as_json(), "node": node}
        return NewEvent("failed", data={"error": shown})
    for node, done in result.results.items():
        if done.errors:
            first = next(iter(done.errors.values()))
            shown = {**first.as_json(), "node": node}
            return NewEvent("partially_succeeded", data={"error": shown})
    return NewEvent("succeeded")


_plans: dict[str, Plan] = {}


def _plan(claimed: ClaimedRun, means: Wired) -> Plan:
    """The compiled plan; compiled once for each graph in this process."""
    digest = claimed.graph.digest()
    plan = _plans.get(digest)
    if plan is None:
        plan = compile_graph(claimed.graph, registry.operators(), means.models, added=ADDED_NODES)
        if len(_plans) >= MAX_PLANS:
            _plans.pop(next(iter(_plans)), None)
        _plans[digest] = plan
    return plan


def _values(
    plan: Plan, stored: Mapping[str, Any], app: int, means: Wired
) -> dict[str, Value | Each[Any]]:
    values = {}
    for item in plan.graph.inputs:
        value = load_input(stored.get(item.name), app, means.runs)
        if value is not None:
            values[item.name] = value
    brought = any(item.name in stored or item.default is not None for item in plan.graph.inputs)
    if plan.graph.inputs and not brought:
        names = ", ".join(item.name for item in plan.graph.inputs)
        message = f"This input has none of the values that the workflow takes: {names}."
        raise InvalidGraphError(message)
    return values


def _session(claimed: ClaimedRun, plan: Plan) -> Session | None:
    """The session it goes on with; its nodes share what may be kept of one."""
    if claimed.session is None:
        return None
    keepers = sum(step.operator.meta.keeps_state for step in plan.steps.values())
    return Session(
        left=claimed.session,
        lengths_ms=[_played_ms(stored) for stored in claimed.inputs],
        most_bytes=MAX_SESSION_BYTES // max(1, keepers),
    )


def _played_ms(stored: Mapping[str, Any]) -> int:
    """How long the video of an input plays; 0 without one."""
    videos = [value for value in stored.values() if value.get("kind") == "video"]
    return max((value.get("duration_ms") or 0 for value in videos), default=0)


def _input_key(app: int, stored: Mapping[str, Any]) -> str:
    return _digest([app, stored])


def _digest(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _finished(
    claimed: ClaimedRun, plan: Plan, means: Wired, recorder: Recorder
) -> dict[str, NodeResult]:
    results = {}
    for node, trees in claimed.finished.items():
        step = plan.steps[node]
        ports = {name: port.fans_out for name, port in step.operator.outputs.items()}
        result = from_trees(
            ports, step.lineage, node, trees,
            lambda tree: load_later(tree, claimed.app, means.runs),
        )  # fmt: skip
        recorder.know(node, result)
        results[node] = result
    return results
