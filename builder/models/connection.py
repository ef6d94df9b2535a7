"""Connections of an app: named places outside that its nodes may reach."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models

from builder.models.app import App
from builder.models.secret import Secret

KINDS = ("openai", "http", "smtp", "s3", "onvif")


class Connection(models.Model):
    """Where to send, with which secret, and what is offered there."""

    app = models.ForeignKey(App, models.CASCADE, related_name="connections")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    address = models.CharField(max_length=500)
    """`https://host/base` of a web service; `https://host` of a bucket's store or a camera;
    `host:port` of a mail server."""
    secret = models.ForeignKey(
        Secret, models.PROTECT, null=True, blank=True, related_name="connections"
    )
    offers = models.JSONField(default=list)
    """What an OpenAI-compatible endpoint can do, of `contracts.outside.MODEL_OFFERS`."""
    default_models = models.JSONField(default=dict, blank=True)
    """Offer -> the model that nodes use which name none."""
    options = models.JSONField(default=dict, blank=True)
    """`header` and `scheme` of a web service; `security`, `user` and `sender` of a mail server;
    `bucket`, `region` and `key_id` of a bucket; `user` of a camera."""
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

    @property
    def target(self) -> str:
        """What nodes may name to find it: its bucket, or its camera's host and port."""
        if self.kind == "s3":
            return str(self.options.get("bucket", ""))
        if self.kind != "onvif":
            return ""
        parts = urlsplit(self.address)
        return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
