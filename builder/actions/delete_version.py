"""Hide a version: nobody finds it any more, and the runs that point at it stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from builder import queries
from builder.models import Draft, Workflow
from runtime.contracts.errors import ConflictError

if TYPE_CHECKING:
    from builder.models import Version
    from builder.permissions import Actor


def delete_version(actor: Actor, version: Version) -> Workflow:
    """Hide it; when it was the published one, the newest of the others is published.

    Raises `ConflictError` for a published version without others. Answers the workflow as it is
    now.
    """
    assert actor.may_reach(version.workflow.app), "queries only find what the actor reaches"
    with transaction.atomic():
        workflow = Workflow.objects.select_for_update().get(pk=version.workflow_id)
        if workflow.published_id == version.pk:
            workflow.published = queries.versions(workflow).exclude(pk=version.pk).first()
            if workflow.published is None:
                message = (
                    f"v{version.number} is the only version of {workflow.key}, and it is "
                    "published. Save another one, or delete the workflow."
                )
                raise ConflictError(message, version=version.pk)
        version.deleted_at = timezone.now()
        version.save(update_fields=["deleted_at"])
        Draft.objects.filter(based_on=version).update(based_on=None)
        workflow.save(update_fields=["published", "modified_at"])
    return workflow
