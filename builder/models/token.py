"""API tokens and one-time login codes; only hashes of the secrets are stored."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from builder.models.app import App


class Token(models.Model):
    """`wfb_<id>_<secret>`; `id` finds the row, SHA-256 of the secret proves it."""

    id = models.CharField(primary_key=True, max_length=8)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    app = models.ForeignKey(App, models.CASCADE, null=True, blank=True, related_name="tokens")
    """When set, the token reaches this app only."""
    scopes = models.JSONField(blank=True, default=list)
    """What it may do, of `permissions.SCOPES`; everything when empty."""
    name = models.CharField(max_length=120, blank=True, default="")
    secret_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"wfb_{self.id}"


class LoginCode(models.Model):
    """A link that signs one browser in, once, within ten minutes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"login code of {self.user_id}"
