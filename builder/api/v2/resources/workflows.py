"""Workflows by the public API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from builder import queries
from builder.actions.edit_workflow import delete_workflow
from builder.actions.rename_workflow_key import rename_workflow_key
from builder.api.v2 import statuses
from builder.api.v2.call import handles
from builder.api.v2.paging import in_order, page_of
from builder.api.v2.patching import OVERWRITE, action_of
from builder.api.v2.visibility import asked_visibility
from builder.api.v2.workflow_changes import change_workflow, make_workflow
from builder.api.v2.workflow_errors import WorkflowRequestError, arguments
from builder.api.v2.workflow_shapes import workflow_shapes
from builder.models import Workflow
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from builder.api.v2.call import Call

MOST_AT_ONCE, MOST_DELETED = 32, 1000
SORTED_BY = {
    "sort_by_id": "key",
    "sort_by_created_at": "created_at",
    "sort_by_modified_at": "modified_at",
}


@handles("PostWorkflows")
def post_workflows(call: Call) -> dict[str, Any]:
    """Make workflows, all of them or none."""
    given = _given(call.request.workflows, "workflows")
    home = call.app()
    made, notes = [], []
    with transaction.atomic():
        for item in given:
            with arguments(item.id):
                workflow, told = make_workflow(call.actor, home, item)
            made.append(workflow)
            notes += told
    return _answer(call, made, notes)


@handles("PatchWorkflows")
def patch_workflows(call: Call) -> dict[str, Any]:
    """Change workflows, all of them or none."""
    given = _given(call.request.workflows, "workflows")
    changed, notes = [], []
    with transaction.atomic():
        for item in given:
            with arguments(item.id):
                found = call.own_workflow(_named(item.id))
                action = action_of(call.request.action)
                workflow, told = change_workflow(call.actor, found, item, action)
            changed.append(workflow)
            notes += told
    return _answer(call, changed, notes)


@handles("PatchWorkflowIds")
def patch_workflow_ids(call: Call) -> dict[str, Any]:
    """Give workflows other ids, all of them or none."""
    given = _given(call.request.ids, "ids")
    changed = []
    with transaction.atomic(), arguments(""):
        if action_of(call.request.action or OVERWRITE) != OVERWRITE:
            raise WorkflowRequestError("Ids are overwritten: the action must be overwrite.")
        for item in given:
            found = call.own_workflow(_named(item.id))
            changed.append(rename_workflow_key(call.actor, found, item.new_id))
    return _answer(call, changed, [])


@handles("ListWorkflows")
def list_workflows(call: Call) -> dict[str, Any]:
    """A page of an app's workflows, or of a user's; of another's only the public ones."""
    request = call.request
    with arguments(""):
        rows = in_order(_selected(_all(call), request), request, SORTED_BY)
        return {"workflows": workflow_shapes(page_of(rows, request), call.actor)}


@handles("GetWorkflow")
def get_workflow(call: Call) -> dict[str, Any]:
    """One workflow with the nodes of the version that a call runs."""
    found = call.open_workflow(call.request.workflow_id)
    return {"workflow": workflow_shapes([found], call.actor)[0]}


@handles("DeleteWorkflow")
def delete_one(call: Call) -> dict[str, Any]:
    """Hide a workflow."""
    delete_workflow(call.own_workflow(_named(call.request.workflow_id)))
    return {}


@handles("DeleteWorkflows")
def delete_workflows(call: Call) -> dict[str, Any]:
    """Hide the workflows that are named, or all of an app, all of them or none."""
    request = call.request
    if request.delete_all and request.ids:
        raise WorkflowRequestError("Send ids or delete_all, not both.")
    with transaction.atomic():
        if request.delete_all:
            found = list(queries.workflows(call.actor, call.app()))
        else:
            given = _given(request.ids, "ids", MOST_DELETED)
            found = [call.own_workflow(_named(key)) for key in dict.fromkeys(given)]
        for workflow in found:
            delete_workflow(workflow)
    return {}


def _given(items: Sequence[Any], name: str, most: int = MOST_AT_ONCE) -> list[Any]:
    if not 1 <= len(items) <= most:
        message = f"Send 1 to {most} {name}; this call has {len(items) or 'none'}."
        raise WorkflowRequestError(message, field=name)
    return list(items)


def _named(key: str) -> str:
    if not key:
        raise WorkflowRequestError("Name the workflow by its id.", field="id")
    return key


def _all(call: Call) -> QuerySet[Workflow]:
    user, app = call.named_app()
    if app:
        return queries.open_workflows(call.actor, queries.open_app(call.actor, user or "me", app))
    own = user in ("", "me", call.actor.user.username)
    if own:
        rows = Workflow.objects.filter(app__in=queries.apps(call.actor).order_by())
        return rows.select_related("app__owner", "published")
    rows = queries.public_workflows().filter(app__owner__username=user)
    if not call.actor.reaches_all or not rows.exists():
        raise NotFoundError(f"There is nothing of a user {user[:64]} to read here.", user=user)
    return rows


def _selected(rows: QuerySet[Workflow], request: Any) -> QuerySet[Workflow]:
    if request.starred_only or request.featured_only or request.bookmark:
        return rows.none()  # nobody stars or features anything here
    for words in (request.search, request.query, request.search_term):
        if words:
            told = words[:100]
            rows = rows.filter(
                Q(key__icontains=told) | Q(name__icontains=told) | Q(note__icontains=told)
            )
    if request.id:
        rows = rows.filter(key__icontains=request.id[:100])
    visibility = asked_visibility(request.visibility)
    return rows.filter(visibility=visibility) if visibility else rows


def _answer(call: Call, rows: Sequence[Workflow], notes: Sequence[str]) -> dict[str, Any]:
    """The workflows as they are now; what was said and has no effect stands in the status."""
    body: dict[str, Any] = {"workflows": workflow_shapes(rows, call.actor)}
    if notes:
        body["status"] = statuses.status_body(statuses.SUCCESS, " ".join(notes))
        body["warnings"] = list(notes)
    return body
