"""Switch a workflow's public page on or off, choose its samples, or give it a new link."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.actions.cancel_run import end_runs
from builder.models import Sample, TryPage
from runtime.contracts.errors import BadRequestError, ConflictError

if TYPE_CHECKING:
    from builder.models import Workflow
    from builder.permissions import Actor

KEY_BYTES = 24


def change_try_page(actor: Actor, workflow: Workflow, changes: dict[str, Any]) -> TryPage:
    """Apply `enabled` and `samples`; switching off also ends what visitors have running."""
    assert actor.may_reach(workflow.app), "queries only find what the actor reaches"
    enabled, samples = changes.get("enabled"), changes.get("samples")
    if enabled is not None and not isinstance(enabled, bool):
        raise BadRequestError("enabled must be true or false.", field="enabled")
    if enabled and workflow.published_id is None:
        raise ConflictError("Save a version first; the page runs the published one.")
    chosen = None if samples is None else _samples(workflow, samples)
    with transaction.atomic():
        page, _ = TryPage.objects.get_or_create(workflow=workflow, defaults={"key": _new_key()})
        if enabled is not None:
            page.enabled = enabled
        page.save(update_fields=["enabled", "changed_at"])
        if chosen is not None:
            page.samples.set(chosen)
    if not page.enabled:
        end_runs(actor, workflow.runs.filter(origin="try"))
    return page


def rotate_try_page(actor: Actor, workflow: Workflow) -> TryPage:
    """A new link; the old one, and every run that was reached through it, is dead at once."""
    assert actor.may_reach(workflow.app), "queries only find what the actor reaches"
    page = TryPage.objects.filter(workflow=workflow).first()
    if page is None:
        raise ConflictError("This workflow has no link yet. Switch its page on first.")
    page.key = _new_key()
    page.save(update_fields=["key", "changed_at"])
    end_runs(actor, workflow.runs.filter(origin="try"))
    return page


def _new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def _samples(workflow: Workflow, ids: Any) -> list[Sample]:
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise BadRequestError("samples must be a list of sample ids.", field="samples")
    found = list(Sample.objects.filter(app=workflow.app, pk__in=ids))
    if len(found) != len(set(ids)):
        message = "One of these samples is not in this app any more. Reload the page."
        raise BadRequestError(message, field="samples")
    return found
