"""A draft that was set aside because it could not be a version yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from builder.models.ids import new_id
from builder.models.workflow import Workflow


class KeptDraft(models.Model):
    """What stood on the canvas before something else was restored; its graph may be broken."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="kept_drafts")
    name = models.CharField(max_length=120)
    graph = models.JSONField()
    layout = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name
