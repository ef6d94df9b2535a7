"""Run a workflow: a definition that the call brings, or a saved one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from builder import queries
from builder.actions.admit import admit
from builder.actions.change_values import change_values
from builder.actions.choose_part import Part
from builder.actions.model_calls import DEFINITIONS, calls_of
from builder.actions.once import Once
from builder.actions.start_run import WhatToRun
from builder.api.pages import shell
from builder.api.roboflow.call_inputs import read_inputs, with_films
from builder.api.roboflow.compiled import compile_version
from builder.api.roboflow.definitions import compile_definition
from builder.api.roboflow.door import RoboflowView
from builder.api.roboflow.errors import RuntimeInputError
from builder.api.roboflow.follow_params import check_followed
from builder.api.roboflow.inner_workflows import saved_definitions
from builder.api.roboflow.run_answer import (
    answer_text,
    answer_without_run,
    nodes_told,
    unfinished,
)
from builder.api.waiting import Patience, run_to_end
from builder.formats.roboflow.common import common_nodes
from builder.formats.roboflow.hidden import hidden_values
from builder.formats.roboflow.sinks import without_sinks
from builder.run_history import ROBOFLOW_CALL
from runtime import api
from runtime.contracts.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from builder.api.roboflow.compiled import Compiled
    from builder.models import App, Version, Workflow
    from builder.permissions import Actor

PREDICT = "Predict"
MOST_SECONDS = 300.0
"""How long a call may wait: these clients cannot ask for a run again."""


@dataclass(frozen=True)
class _Call:
    """What a call asks for, whichever workflow it is."""

    actor: Actor
    inputs: Any
    without: frozenset[str]
    sinks: bool
    profile: bool
    key: str | None
    """Of `Idempotency-Key`: a call that is sent twice runs once."""

    @classmethod
    def of(cls, actor: Actor, body: dict[str, Any], key: str | None) -> _Call:
        """Keys that mean nothing here are ignored."""
        excluded = body.get("excluded_fields") or []
        if not isinstance(excluded, list) or not all(isinstance(one, str) for one in excluded):
            message = "excluded_fields must be a list of names of outputs."
            raise BadRequestError(message, field="excluded_fields")
        return cls(
            actor,
            body.get("inputs"),
            frozenset(excluded),
            sinks=body.get("disable_sinks") is not True,
            profile=body.get("enable_profiling") is True,
            key=key,
        )


class RunDefinition(RoboflowView):
    """`POST /workflows/run` and `/infer/workflows`."""

    def post(self, request: Any) -> HttpResponse:
        """Run the definition in the body as it is; it is kept with the run, in its history."""
        actor, body = self.read(PREDICT)
        call = _Call.of(actor, body, request.headers.get("idempotency-key"))
        document, home = specification_in(body), home_of(actor)
        if Once.is_new(actor, call.key):
            admit(home)
        saved = saved_definitions(actor)
        compiled = compile_definition(home, document, call.inputs, saved)
        keeper = calls_of(actor, home, DEFINITIONS)
        return _answer(call, home, WhatToRun(keeper, {}, compiled.layout), compiled)


class RunSaved(RoboflowView):
    """`POST /{workspace}/workflows/{id}` and `/infer/workflows/{workspace}/{id}`."""

    def get(self, request: Any, workspace: str, workflow: str) -> HttpResponse:
        """A page of the canvas may have such an address."""
        return shell(request)

    def post(self, request: Any, workspace: str, workflow: str) -> HttpResponse:
        """Run its published version, else the newest, or the one that is named."""
        actor, body = self.read(PREDICT)
        call = _Call.of(actor, body, request.headers.get("idempotency-key"))
        found, version = saved_version(actor, workspace, workflow, body)
        if Once.is_new(actor, call.key):
            admit(found.app)
        what = WhatToRun.of(version, found)
        return _answer(call, found.app, what, compile_version(version))


def specification_in(body: dict[str, Any]) -> Any:
    """The definition that a body brings. Raises a 400 without one."""
    if "specification" not in body:
        message = "The body lacks specification, the definition of the workflow."
        raise BadRequestError(message, field="specification")
    return body["specification"]


def home_of(actor: Actor) -> App:
    """The app that definitions run in: the one that the key is bound to, else the first."""
    first = queries.apps(actor).order_by("created_at", "pk").first()
    if first is None:
        raise NotFoundError("A workflow runs in an app, and you have none. Make one first.")
    return first


def saved_version(
    actor: Actor, workspace: str, key: str, body: dict[str, Any]
) -> tuple[Workflow, Version]:
    """The workflow and the version that a call means. Raises a 404."""
    found = queries.workflow_of_workspace(actor, workspace, key)
    wanted = body.get("workflow_version_id")
    return found, queries.version_of_workspace(found, "" if wanted is None else str(wanted))


def _answer(call: _Call, app: App, what: WhatToRun, compiled: Compiled) -> HttpResponse:
    graph = compiled.graph
    if not call.sinks:
        graph, left = without_sinks(graph, compiled.blocks, api.operators())
        if left:
            names = ", ".join(compiled.steps[node][0] for node in left)
            message = f"disable_sinks cannot stop {names}. Remove it, or leave disable_sinks out."
            raise RuntimeInputError(message)
    given = with_films(call.inputs, compiled.films)
    inputs = read_inputs(app, graph, given, compiled.single, compiled.kinds)
    check_followed(compiled, inputs[0].values)
    if not graph.nodes:
        return _shown(answer_without_run(app.pk, compiled, inputs, call.without))
    what = replace(what, graph=graph.as_json(), part=_part(compiled, len(inputs)))
    once = Once.of(call.key, what.workflow, what.graph, inputs) if call.key is not None else None
    run, ended = run_to_end(call.actor, what, inputs, ROBOFLOW_CALL, Patience(MOST_SECONDS), once)
    if not ended:
        raise unfinished(run)
    if compiled.secrets:
        change_values(run, lambda values: hidden_values(values, compiled.secrets))
    done = queries.run(call.actor, run.pk, nodes_told(compiled))
    return _shown(answer_text(done, compiled, call.without, profile=call.profile))


def _part(compiled: Compiled, inputs: int) -> Part | None:
    """Steps that no picture reaches run once a call, however many pictures it brings."""
    common = common_nodes(compiled.graph, compiled.single, compiled.whole) if inputs > 1 else ()
    return Part(common=sorted(common)) if common else None


def _shown(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
