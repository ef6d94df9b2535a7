"""Hide a version of a model; runs that used it keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from builder.actions.edit_model import refuse_used

if TYPE_CHECKING:
    from builder.models import ModelVersion
    from builder.permissions import Actor


def delete_model_version(actor: Actor, version: ModelVersion) -> None:
    """Never again found, by nobody. Raises `ModelInUseError` that says which workflow uses it."""
    model = version.model
    assert actor.may_reach(model.app), "queries only find what the actor reaches"
    refuse_used(model, version)
    version.deleted_at = timezone.now()
    version.save(update_fields=["deleted_at"])
