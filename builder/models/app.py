"""An app: the tenant's room that holds workflows, models, inputs and runs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from builder.models.live import LiveManager
from builder.models.visibility import visibility_field, visibility_known


class App(models.Model):
    """Owned by one user; `key` is its id in addresses."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="apps")
    key = models.CharField(max_length=48)
    name = models.CharField(max_length=120)
    input_type = models.CharField(max_length=8, default="image")
    visibility = visibility_field()
    """Others find a public app, and one that has a public workflow; only that is in it for them."""
    card = models.JSONField(blank=True, default=dict)
    """What its owner says of it over the API: description, metadata, notes ..."""
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = LiveManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=Q(deleted_at=None), name="app_key_once"
            ),
            models.CheckConstraint(
                condition=Q(input_type__in=["image", "video", "audio", "text"]),
                name="app_input_type",
            ),
            visibility_known("app_visibility"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}/{self.key}"
