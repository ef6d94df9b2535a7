"""Search indexes of an app: vectors with what they stand for."""

from __future__ import annotations

from django.db import models

from builder.models.app import App


class SearchIndex(models.Model):
    """A named set of vectors of one length."""

    app = models.ForeignKey(App, models.CASCADE, related_name="indexes")
    name = models.CharField(max_length=64)
    dimensions = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    """Grows with every change; whoever changes entries changes it first, so that one process after
    the other adds rows and their numbers grow in the order of the commits."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="index_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} of {self.app_id}"


class StoredEmbedding(models.Model):
    """One entry of an index."""

    index = models.ForeignKey(SearchIndex, models.CASCADE, related_name="entries")
    fingerprint = models.CharField(max_length=32)
    """Of all that it holds: the same thing written again is one entry."""
    vector = models.BinaryField()
    """Of length one, 32-bit floats, little-endian."""
    payload = models.JSONField(default=dict)
    """`text`, `concepts`, `region` and `source`."""
    thumbnail_digest = models.CharField(max_length=64, blank=True, default="")
    run = models.CharField(max_length=32)
    """The run that wrote it; it may be gone."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "fingerprint"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.fingerprint} in {self.index_id}"
