"""Stored files, addressed by content within one app, and the sample inputs made of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from builder.models.app import App
from builder.models.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FRESH = dt.timedelta(hours=12)
"""A file that was used so lately is not noted as used again; pruning waits for longer."""


class Blob(models.Model):
    """A file's row; the bytes lie in a folder or bucket, by app and SHA-256."""

    app = models.ForeignKey(App, models.CASCADE, related_name="blobs")
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(default=timezone.now)
    """When something was last made that points at it, give or take `FRESH`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "digest"], name="blob_once")]
        indexes = [models.Index(fields=["used_at"], name="blob_used")]

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def note_use(cls, app: int, digests: Collection[str]) -> None:
        """Something new is about to point at these files; unknown ones are passed over."""
        if digests:
            stale = cls.objects.filter(app=app, digest__in=digests, used_at__lt=Now() - FRESH)
            stale.update(used_at=Now())


def digests_in(tree: Any) -> Iterator[str]:
    """The files that a JSON document of stored values points at."""
    if isinstance(tree, dict):
        if isinstance(tree.get("blob"), str):
            yield tree["blob"]
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        for item in tree:
            yield from digests_in(item)


class Sample(models.Model):
    """A ready input that people can try a workflow with."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="samples")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, blank=True, default="")
    media_type = models.CharField(max_length=100, blank=True, default="")
    text = models.TextField(blank=True, default="")
    templates = models.JSONField(blank=True, default=list)
    """The templates of the gallery that it came with."""
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title
