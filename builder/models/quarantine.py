"""Versions that were taken out of service because they keep crashing workers."""

from __future__ import annotations

from django.db import models

from builder.models.version import Version


class Quarantine(models.Model):
    """While the row exists the version is not run; removing it puts the version back."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="quarantine")
    reason = models.CharField(max_length=200)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.version_id}: {self.reason}"
