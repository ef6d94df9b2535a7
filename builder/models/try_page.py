"""The public page of a workflow, and the visits that its limits count."""

from __future__ import annotations

from django.db import models

from builder.models.blob import Sample
from builder.models.workflow import Workflow


class TryPage(models.Model):
    """Lets anybody who knows `key` run the published version; off until the owner says otherwise.

    `key` is the secret part of the link. A new one makes every older link dead.
    """

    workflow = models.OneToOneField(Workflow, models.CASCADE, related_name="try_page")
    key = models.CharField(max_length=32, unique=True)
    enabled = models.BooleanField(default=False)
    samples = models.ManyToManyField(Sample, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"try page of {self.workflow_id}"


class TryVisit(models.Model):
    """One attempt to run something there, kept for an hour; it does not say what was run."""

    page = models.ForeignKey(TryPage, models.CASCADE, related_name="visits")
    visitor = models.CharField(max_length=32)
    """A keyed digest of the address it came from."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["page", "at"], name="try_visit_recent")]

    def __str__(self) -> str:
        return f"visit of {self.page_id}"
