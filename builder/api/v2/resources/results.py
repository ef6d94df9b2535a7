"""Run a version on 1 to 32 inputs and answer when it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.admit import admit
from builder.actions.once import Once
from builder.actions.sessions import find_session, open_session
from builder.actions.start_run import WhatToRun, start_run
from builder.api.v2.call import Reply, handles
from builder.api.v2.inputs import accepted, fed, raw_inputs
from builder.api.v2.output_config import OutputConfig
from builder.api.v2.run_answer import finished, unfinished
from builder.api.waiting import Patience, run_to_end
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import Version, Workflow
    from builder.permissions import Actor

BEGIN = "init"
"""The id of a `workflow_state` that asks for a new one."""


@handles("PostWorkflowResults")
def post_workflow_results(call: Call) -> Reply:
    """Run a workflow's version; without one the published version, else the newest."""
    request = call.request
    workflow = call.open_workflow(request.workflow_id)
    config = OutputConfig.of(request.output_config)
    version = (
        queries.version(workflow, request.version_id)
        if request.version_id
        else queries.newest_version(workflow)
    )
    key, state = call.headers.get("idempotency-key"), request.workflow_state.id
    if Once.is_new(call.actor, key):
        admit(workflow.app)  # before anything is fetched or stored for a run that cannot start
    raw = raw_inputs(request.inputs, call.files)
    feed = fed(workflow.app, parse_graph(version.graph), raw, config)
    inputs, refused = accepted(workflow.app, feed.graph, raw)
    what = replace(WhatToRun.of(version, workflow, feed), refused=refused)
    once = Once.of(key, workflow, what.graph, inputs, state) if key is not None else None
    if state and (once is None or once.earlier_run(call.actor) is None):
        what = replace(what, session=_session(call.actor, workflow, version, state))
    return run_and_answer(call, what, inputs, config, once)


def run_and_answer(
    call: Call,
    what: WhatToRun,
    inputs: Any,
    config: OutputConfig,
    once: Once | None = None,
    origin: str = "api",
) -> Reply:
    """Start a run, or find the one that this call started before, and wait for its end."""
    if "respond-async" in call.headers.get("prefer", ""):
        earlier = once.earlier_run(call.actor) if once is not None else None
        return unfinished(earlier or start_run(call.actor, what, inputs, origin, once), config)
    patience = Patience(call.seconds, call.arrived_at, call.still_there)
    run, ended = run_to_end(call.actor, what, inputs, origin, patience, once)
    if not ended:
        return unfinished(run, config)
    return finished(queries.run(call.actor, run.pk), config)


def _session(actor: Actor, workflow: Workflow, version: Version, state: str) -> str:
    """The session that a call names, or begins."""
    if state == BEGIN:
        return open_session(actor, workflow, version)
    return find_session(actor, workflow, version, state)
