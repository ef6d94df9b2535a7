"""Models and their immutable versions.

The shared catalogue is the app `models` of the user `weft`.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from builder.models.app import App
from builder.models.ids import new_id
from builder.models.live import LiveManager
from builder.models.version import ImmutableError
from builder.models.visibility import visibility_field, visibility_known

CHANGEABLE = {"card", "deleted_at"}


class Model(models.Model):
    """A named model of one task; or an *operator model*: a name for an operator with parameters."""

    app = models.ForeignKey(App, models.CASCADE, related_name="models")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    task = models.CharField(max_length=32)
    """Empty for an operator model."""
    operator = models.CharField(max_length=64, blank=True, default="")
    """The id of an operator model's operator; empty for a model that brings a file."""
    visibility = visibility_field()
    """A public one is read by every user of this server; graphs use own and shared models only."""
    description = models.TextField(blank=True, default="")
    """What its owner says of it; empty for what the newest version's card says."""
    card = models.JSONField(blank=True, default=dict)
    """What its owner says of it over the API: notes, use_cases, languages, metadata, image_url."""
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """When it was deleted. Its versions stay, as they were promised; its files go."""

    objects = LiveManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["app", "key"], condition=Q(deleted_at=None), name="model_key_once"
            ),
            visibility_known("model_visibility"),
        ]

    def __str__(self) -> str:
        return self.key


class ModelVersion(models.Model):
    """One file with its card, or an operator's parameters.

    Only what is said of it may change after it was saved, and whether it is hidden.
    """

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    model = models.ForeignKey(Model, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    manifest = models.JSONField()
    """A `ModelManifest`; of an operator model `{"operator": id, "params": {...}}`."""
    created_at = models.DateTimeField(auto_now_add=True)
    card = models.JSONField(blank=True, default=dict)
    """What its owner says of it over the API: description, license, metadata."""
    deleted_at = models.DateTimeField(null=True, blank=True)
    """When it was hidden. The row stays, for the runs that point at it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="model_version_number_once")
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.model_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or change what may change; anything else is refused."""
        if not self._state.adding and set(kwargs.get("update_fields") or ("id",)) - CHANGEABLE:
            raise ImmutableError("A model version never changes; add a new one.")
        super().save(*args, **kwargs)
