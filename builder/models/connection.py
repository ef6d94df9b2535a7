"""Connections of an app: named places outside that its nodes may reach."""

from __future__ import annotations

from django.db import models

from builder.models.app import App
from builder.models.secret import Secret

KINDS = ("openai", "http", "smtp")


class Connection(models.Model):
    """Where to send, with which secret, and what is offered there."""

    app = models.ForeignKey(App, models.CASCADE, related_name="connections")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    address = models.CharField(max_length=500)
    """`https://host/base` of a web service; `host:port` of a mail server."""
    secret = models.ForeignKey(
        Secret, models.PROTECT, null=True, blank=True, related_name="connections"
    )
    offers = models.JSONField(default=list)
    """What an OpenAI-compatible endpoint can do, of `contracts.outside.MODEL_OFFERS`."""
    default_models = models.JSONField(default=dict, blank=True)
    """Offer -> the model that nodes use which name none."""
    options = models.JSONField(default=dict, blank=True)
    """`header` and `scheme` of a web service; `security`, `user` and `sender` of a mail server."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "name"], name="connection_name_once"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="connection_kind"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} of {self.app_id}"

    @property
    def offered(self) -> list[str]:
        """What nodes may ask of it."""
        return list(self.offers) if self.kind == "openai" else [self.kind]
