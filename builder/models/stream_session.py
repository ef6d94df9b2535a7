"""Named sessions: what the nodes of a version remember from one call to the next."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from builder.models.app import App
from builder.models.ids import new_id
from builder.models.version import Version
from builder.models.workflow import Workflow


class StreamSession(models.Model):
    """A stream that calls go on with, one run after the other."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="sessions")
    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="sessions")
    version = models.ForeignKey(Version, models.CASCADE, related_name="sessions")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    """How often the state was replaced."""
    run = models.CharField(max_length=32, blank=True, default="")
    """The run that has it, or had it last; while that one goes on, no other gets it."""
    state = models.JSONField(default=dict, blank=True)
    """Node -> what it left (`runtime.engine.session`)."""
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField()
    """When the last call began or ended, by the database's clock."""

    class Meta:
        indexes = [models.Index(fields=["used_at"], name="session_used")]

    def __str__(self) -> str:
        return f"session {self.pk[-6:]} of {self.workflow_id}"
