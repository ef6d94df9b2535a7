"""Outputs that were pinned on the canvas: they stand in for their nodes when the draft runs."""

from __future__ import annotations

from django.db import models

from builder.models.workflow import Workflow


class Pin(models.Model):
    """One node's kept output. It belongs to the draft: no version and no API run knows of it."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="pins")
    node = models.CharField(max_length=64)
    operator = models.CharField(max_length=64)
    """The node's type when it was pinned; another one's outputs would not fit."""
    outputs = models.JSONField()
    """Stored port outputs, one entry per input of the run they came from."""
    mocked = models.BooleanField(default=False)
    """Whether they were edited by hand."""
    run_number = models.PositiveIntegerField()
    """The run they came from."""
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workflow", "node"], name="pin_node_once")]
        ordering = ["node"]

    def __str__(self) -> str:
        return f"{self.node} of {self.workflow_id}"
