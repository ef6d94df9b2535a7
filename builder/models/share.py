"""A read-only link to one run."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from builder.models.run import Run

CODE_BYTES = 24


def new_code() -> str:
    """192 random bits: nobody finds a run by guessing."""
    return secrets.token_urlsafe(CODE_BYTES)


class RunShare(models.Model):
    """Who has the code sees the run, and nothing else; without the row nobody does.

    The code itself is kept, not a hash, so that its owner can copy the link again. It opens only
    what stands in the same database, read only, until it is switched off.
    """

    run = models.OneToOneField(Run, models.CASCADE, related_name="share")
    code = models.CharField(max_length=48, unique=True, default=new_code)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"share of {self.run_id}"
