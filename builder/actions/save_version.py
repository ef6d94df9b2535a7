"""Save an immutable version of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from builder import queries
from builder.actions.choose_part import aim
from builder.actions.edit_workflow import clean_note
from builder.actions.layouts import clean_layout
from builder.actions.names import clean_name
from builder.actions.pin_models import pin_models
from builder.actions.save_draft import base_draft_on
from builder.actions.summarize import summarize
from builder.connection_store import AppConnections
from builder.model_store import AppModels
from builder.models import Version, Workflow
from runtime.api import check_graph
from runtime.contracts.errors import InvalidGraphError, NotFoundError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.models import App
    from builder.permissions import Actor
    from runtime.contracts.graph import GraphSpec


def runnable_graph(graph: Any, app: App, targets: Sequence[str] = ()) -> GraphSpec:
    """Parse, check and pin a graph of this app, or only what leads to the targets.

    Raises `InvalidGraphError` listing every problem.
    """
    parsed = aim(parse_graph(graph), targets)
    models = AppModels(app)
    problems = check_graph(parsed, models, AppConnections(app))
    if problems:
        count = len(problems)
        more = f" {count - 1} more problems are listed." if count > 1 else ""
        message = f"{problems[0].message} {problems[0].cure}{more}"
        raise InvalidGraphError(message, problems=[item.as_json() for item in problems])
    return pin_models(parsed, models)


def save_version(
    actor: Actor, workflow: Workflow, graph: Any, layout: Any = None, **options: Any
) -> Version:
    """Add a version; the first one is published, later ones unless `publish` is false.

    Options: `name`, `note`, `publish`. The draft is based on the new version afterwards.
    """
    assert actor.may_reach(workflow.app), "queries.workflow() only finds what the actor reaches"
    ready = runnable_graph(graph, workflow.app)
    name = clean_name(options["name"], "version") if options.get("name") else ""
    note = clean_note(options.get("note") or "")
    with transaction.atomic():
        # Taking the number locks the row, so two people who save at once get different numbers.
        Workflow.objects.filter(pk=workflow.pk).update(version_count=F("version_count") + 1)
        workflow.refresh_from_db(fields=["version_count", "published"])
        before = queries.versions(workflow).first()
        version = Version.objects.create(
            workflow=workflow,
            number=workflow.version_count,
            digest=ready.digest(),
            name=name,
            note=note,
            summary=summarize(before.graph, ready.as_json()) if before else "",
            graph=ready.as_json(),
            layout=clean_layout(layout),
            created_by=actor.user,
        )
        if before is None or options.get("publish", True):
            workflow.published = version
        workflow.save(update_fields=["published", "modified_at"])
        base_draft_on(workflow, version)
    return version


def publish_version(workflow: Workflow, version: Version) -> Workflow:
    """Make this the version that callers get who name none.

    Raises `NotFoundError` when somebody deleted it in the meantime.
    """
    with transaction.atomic():
        # Whoever publishes and whoever deletes take turns at the workflow's row.
        Workflow.objects.select_for_update().get(pk=workflow.pk)
        if not queries.versions(workflow).filter(pk=version.pk).exists():
            message = f"v{version.number} of {workflow.key} was deleted. Publish another one."
            raise NotFoundError(message, version=version.pk)
        workflow.published = version
        workflow.save(update_fields=["published", "modified_at"])
    return workflow
