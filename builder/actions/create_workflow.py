"""Create a workflow with an empty draft, or one filled from a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.actions.layouts import clean_layout
from builder.actions.names import clean_key, clean_name, free_key
from builder.actions.stored_under import stored_under
from builder.models import App, Draft, Workflow
from runtime.contracts.errors import ConflictError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.permissions import Actor


def blank_graph(input_type: str) -> dict[str, Any]:
    """A graph with the one input of that type."""
    return {"schema": 1, "inputs": [{"name": input_type, "type": input_type}], "nodes": []}


def create_workflow(
    actor: Actor, app: App, name: object, graph: Any = None, layout: Any = None, key: str = ""
) -> Workflow:
    """Make a workflow in an app that the actor reaches; it has a draft and no version yet.

    Without `key` its id is made from the name. Raises `ConflictError` when the id is taken.
    """
    assert actor.may_reach(app), "queries.app() only finds apps that the actor reaches"
    title = clean_name(name, "workflow")
    document = parse_graph(graph).as_json() if graph is not None else blank_graph(app.input_type)
    rows = Workflow.objects.filter(app=app)
    message = f"{app.key} has a workflow {key or title} already. Choose another id."
    taken = ConflictError(message, field="id", workflow=key)
    if key and rows.filter(key=clean_key(key, "workflow")).exists():
        raise taken
    with transaction.atomic():
        workflow = stored_under(
            key,
            lambda: free_key(title, lambda wanted: rows.filter(key=wanted).exists()),
            lambda free: Workflow.objects.create(app=app, key=free, name=title),
            taken,
        )
        Draft.objects.create(workflow=workflow, graph=document, layout=clean_layout(layout))
        app.save(update_fields=["modified_at"])
    return workflow
