"""Versions of a workflow by the public API: read, said of, hidden, published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder import queries
from builder.actions.delete_version import delete_version
from builder.actions.save_version import publish_version
from builder.actions.unpublish import unpublish
from builder.api.v2.call import handles
from builder.api.v2.paging import page_of
from builder.api.v2.patching import REMOVE, action_of
from builder.api.v2.workflow_changes import say_of_version
from builder.api.v2.workflow_errors import (
    WorkflowArgumentError,
    WorkflowRequestError,
    arguments,
    states,
)
from builder.api.v2.workflow_shapes import version_shapes

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import Version, Workflow

MOST_AT_ONCE, MOST_DELETED = 32, 1000


@handles("ListWorkflowVersions")
def list_versions(call: Call) -> dict[str, Any]:
    """A page of a workflow's versions, newest first."""
    workflow = call.open_workflow(call.request.workflow_id)
    rows = page_of(queries.versions(workflow), call.request)
    return {"workflow_versions": version_shapes(rows, workflow, call.actor)}


@handles("GetWorkflowVersion")
def get_version(call: Call) -> dict[str, Any]:
    """One version with its nodes."""
    workflow = call.open_workflow(call.request.workflow_id)
    version = queries.version(workflow, call.request.workflow_version_id)
    return {"workflow_version": version_shapes([version], workflow, call.actor)[0]}


@handles("PatchWorkflowVersions")
def patch_versions(call: Call) -> dict[str, Any]:
    """Change what is said of versions, all of them or none; their nodes never change."""
    request = call.request
    _refuse_count("workflow_versions", len(request.workflow_versions), MOST_AT_ONCE)
    with transaction.atomic(), arguments(request.workflow_id):
        workflow = call.own_workflow(request.workflow_id)
        action = action_of(request.action)
        if action == REMOVE:
            message = "Nothing can be removed from a version. Use merge or overwrite."
            raise WorkflowArgumentError(message, field="action")
        changed = []
        for item in request.workflow_versions:
            if item.nodes:
                message = "The nodes of a version never change. PATCH the workflow for a new one."
                raise WorkflowArgumentError(message, field="nodes")
            version = queries.version(workflow, item.id)
            say_of_version(call.actor, version, item, action)
            changed.append(version)
    return {"workflow_versions": version_shapes(changed, workflow, call.actor)}


@handles("DeleteWorkflowVersions")
def delete_versions(call: Call) -> dict[str, Any]:
    """Hide versions, all of them or none."""
    request = call.request
    workflow = call.own_workflow(request.workflow_id)
    _refuse_count("workflow_version_ids", len(request.workflow_version_ids), MOST_DELETED)
    with transaction.atomic(), states():
        ids = dict.fromkeys(request.workflow_version_ids)
        for version in [queries.version(workflow, one) for one in ids]:
            delete_version(call.actor, version)
    return {}


@handles("PostWorkflowVersionsPublish")
def publish(call: Call) -> dict[str, Any]:
    """Point callers who name no version at this one."""
    workflow, version = _publication(call)
    publish_version(workflow, version)
    return {}


@handles("PostWorkflowVersionsUnPublish")
def withdraw(call: Call) -> dict[str, Any]:
    """Point callers who name no version at the newest again."""
    workflow, version = _publication(call)
    with states():
        unpublish(call.actor, workflow, version)
    return {}


def _publication(call: Call) -> tuple[Workflow, Version]:
    workflow = call.own_workflow(call.request.workflow_id)
    named = call.request.publications
    if len(named) != 1:
        message = f"Send one publication with its version_id; this call has {len(named) or 'none'}."
        raise WorkflowRequestError(message, field="publications")
    return workflow, queries.version(workflow, named[0].version_id)


def _refuse_count(name: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        message = f"Send 1 to {most} {name}; this call has {count or 'none'}."
        raise WorkflowRequestError(message, field=name)
