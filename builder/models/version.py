"""A version: an immutable graph.

The database refuses changes too (see the migration `immutable`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from builder.models.ids import new_id
from builder.models.workflow import Workflow

CHANGEABLE = {"name", "note", "card", "deleted_at"}
FROZEN = ("id", "workflow_id", "number", "digest", "graph", "layout", "created_by_id", "created_at")


class ImmutableError(Exception):
    """Someone tried to change or remove what was promised to stay."""


class Version(models.Model):
    """Only what is said of it may change after it was saved, and whether it is hidden."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True, default="")
    note = models.TextField(blank=True, default="")
    summary = models.CharField(max_length=200, blank=True, default="")
    graph = models.JSONField()
    layout = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    card = models.JSONField(blank=True, default=dict)
    """Told over the API: metadata, license, is_deprecated; and `nodes`, node -> the operator model
    (`model_id`, `model_version_id`) under whose name it was written."""
    deleted_at = models.DateTimeField(null=True, blank=True)
    """When it was hidden. The row stays, for the runs that point at it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workflow", "number"], name="version_number_once")
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"v{self.number} of {self.workflow_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or change what may change; anything else is refused."""
        if not self._state.adding:
            changed = set(kwargs.get("update_fields") or FROZEN)
            if changed - CHANGEABLE:
                raise ImmutableError("A version never changes; save a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: runs and callers depend on it."""
        raise ImmutableError("A version is never deleted; hide it.")
