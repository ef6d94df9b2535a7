"""A workflow and its draft. The draft, the versions and the published pointer are three things."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from builder.models.app import App
from builder.models.live import LiveManager
from builder.models.visibility import visibility_field, visibility_known


class Workflow(models.Model):
    """A named place that versions accumulate in; `key` is its id in addresses.

    Only the public API gives it another id; runs are found by their own.
    """

    app = models.ForeignKey(App, models.CASCADE, related_name="workflows")
    key = models.CharField(max_length=48)
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True, default="")
    template = models.CharField(max_length=64, blank=True, default="")
    """The template of the gallery it was made from."""
    visibility = visibility_field()
    """A public one is read and run by every user of this server; only its owner changes it."""
    card = models.JSONField(blank=True, default=dict)
    """What its owner says of it over the API: notes, use_cases, metadata, image_url."""
    calls_of = models.CharField(max_length=64, blank=True, default="")
    """The model whose single calls are its runs. Such a workflow is deleted from the beginning: it
    has neither draft nor version, and no list shows it."""
    published = models.ForeignKey(
        "builder.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version_count = models.PositiveIntegerField(default=0)
    """How many were ever saved; it numbers them."""
    run_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = LiveManager()
    stored = models.Manager["Workflow"]()
    """The deleted ones too."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["app", "key"], condition=Q(deleted_at=None), name="workflow_key_once"
            ),
            models.UniqueConstraint(
                fields=["app", "calls_of"],
                condition=~Q(calls_of=""),
                name="workflow_calls_of_once",
            ),
            visibility_known("workflow_visibility"),
        ]

    def __str__(self) -> str:
        return f"{self.app_id}/{self.key}"


class Draft(models.Model):
    """The autosaved state of the canvas; `revision` rises by one with every save."""

    workflow = models.OneToOneField(Workflow, models.CASCADE, related_name="draft")
    revision = models.PositiveIntegerField(default=1)
    graph = models.JSONField()
    layout = models.JSONField(default=dict)
    based_on = models.ForeignKey(
        "builder.Version", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft {self.revision} of {self.workflow_id}"
