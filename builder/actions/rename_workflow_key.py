"""Give a workflow another id in addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from builder.actions.names import clean_key
from runtime.contracts.errors import ConflictError

if TYPE_CHECKING:
    from builder.models import Workflow
    from builder.permissions import Actor


def rename_workflow_key(actor: Actor, workflow: Workflow, key: object) -> Workflow:
    """The old id is free again; runs are found by their own ids, so theirs go on.

    Raises `ConflictError` when another workflow of the app has the id.
    """
    assert actor.may_reach(workflow.app), "queries only find what the actor reaches"
    wanted, old = clean_key(key, "workflow"), workflow.key
    workflow.key = wanted
    try:
        with transaction.atomic():
            workflow.save(update_fields=["key", "modified_at"])
    except IntegrityError as error:
        workflow.key = old
        message = f"{workflow.app.key} has a workflow {wanted} already. Choose another id."
        raise ConflictError(message, field="id", workflow=wanted) from error
    return workflow
