"""Reads what a browser asks to run: a version, a draft or a part of it, or an earlier run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.accept_inputs import AcceptedInput
from builder.actions.choose_part import choose_part, read_targets
from builder.actions.layouts import clean_layout
from builder.actions.save_version import runnable_graph
from builder.actions.start_run import WhatToRun
from builder.api.parsers import read_json
from builder.blob_files import hold_blobs
from builder.models.blob import digests_in
from runtime.contracts.errors import BadRequestError, NotFoundError, RunNotAcceptedError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import Run, Workflow
    from builder.permissions import Actor


def document(field: Any) -> Any:
    """A JSON field; multipart forms send it as text."""
    return read_json(field.encode()) if isinstance(field, str) else field


def earlier_run(actor: Actor, workflow: Workflow, fields: Mapping[str, Any]) -> Run | None:
    """The run to repeat on its own inputs, when `again` names one. Raises `NotFoundError`."""
    name = fields.get("again")
    if name is None:
        return None
    found = queries.own_run(actor, str(name))
    if found.workflow_id != workflow.pk:
        raise NotFoundError(f"There is no run {name} of this workflow.", run=str(name))
    return found


def what_to_run(workflow: Workflow, fields: Mapping[str, Any], again: Run | None) -> WhatToRun:
    """What the fields name. Pins stand in only where a draft asks for them, never in a version."""
    if fields.get("graph") is not None:
        return _draft(workflow, fields, again)
    if document(fields.get("pins")) or fields.get("targets") is not None:
        raise BadRequestError("Only a draft runs in part or with pins; send its graph.")
    if fields.get("version"):
        version = queries.version(workflow, str(fields["version"]))
    else:
        version = queries.newest_version(workflow)
    part = choose_part(parse_graph(version.graph), (), (), again) if again is not None else None
    return WhatToRun(workflow, version.graph, version.layout, version, part=part)


def inputs_again(run: Run, graph: Mapping[str, Any]) -> list[AcceptedInput]:
    """The inputs of an earlier run, when this graph takes the like."""
    takes = {item["name"]: item["type"] for item in graph["inputs"]}
    inputs = [AcceptedInput(item.name, item.values) for item in run.inputs.all()]
    for item in inputs:
        if any(takes.get(name) != value.get("kind") for name, value in item.values.items()):
            message = f"The graph no longer takes the inputs of run {run.number}. Choose others."
            raise RunNotAcceptedError(message, run=run.pk)
    hold_blobs(run.app_id, set(digests_in([item.values for item in inputs])))
    return inputs


def _draft(workflow: Workflow, fields: Mapping[str, Any], again: Run | None) -> WhatToRun:
    targets = read_targets(document(fields.get("targets")))
    graph = runnable_graph(document(fields["graph"]), workflow.app, targets)
    layout = clean_layout(document(fields.get("layout")))
    pins = list(queries.pins(workflow)) if document(fields.get("pins")) is True else []
    part = choose_part(graph, targets, pins, again)
    return WhatToRun(workflow, graph.as_json(), layout, part=part)
