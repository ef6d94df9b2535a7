"""Take the published pointer away: callers who name no version then get the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from builder.actions.cancel_run import end_runs
from builder.models import Workflow
from runtime.contracts.errors import ConflictError

if TYPE_CHECKING:
    from builder.models import Version
    from builder.permissions import Actor


def unpublish(actor: Actor, workflow: Workflow, version: Version | None = None) -> Workflow:
    """Publish nothing; the public try page is away until something is published again.

    Raises `ConflictError` when `version` is not the published one.
    """
    assert actor.may_reach(workflow.app), "queries only find what the actor reaches"
    with transaction.atomic():
        fresh = Workflow.objects.select_for_update().get(pk=workflow.pk)
        if version is not None and fresh.published_id != version.pk:
            message = f"v{version.number} of {workflow.key} is not published."
            raise ConflictError(message, version=version.pk)
        workflow.published = None
        workflow.save(update_fields=["published", "modified_at"])
    end_runs(actor, workflow.runs.filter(origin="try"))
    return workflow
