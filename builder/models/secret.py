"""Secrets of an app: written once, read by workers only."""

from __future__ import annotations

from django.db import models

from builder.models.app import App


class Secret(models.Model):
    """An encrypted text with a name.

    No page and no API shows it again; `builder/vault.py` opens it where a request leaves.
    """

    app = models.ForeignKey(App, models.CASCADE, related_name="secrets")
    name = models.CharField(max_length=64)
    ciphertext = models.BinaryField()
    """Holds app and name too, so that a row copied elsewhere opens nothing."""
    last_four = models.CharField(max_length=4, blank=True, default="")
    """To tell secrets apart; empty for a short one, of which it would say too much."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    used_at = models.DateTimeField(null=True, blank=True)
    """To the minute."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="secret_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} of {self.app_id}"
