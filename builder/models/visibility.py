"""Who else may find a thing: nobody, or every user of this server."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

PRIVATE, PUBLIC = "private", "public"
VISIBILITIES = (PRIVATE, PUBLIC)


def visibility_field() -> models.CharField[str, str]:
    """Private until its owner says otherwise."""
    return models.CharField(max_length=8, default=PRIVATE)


def visibility_known(name: str) -> models.CheckConstraint:
    """No row is visible in a way that no query knows."""
    return models.CheckConstraint(condition=Q(visibility__in=VISIBILITIES), name=name)
