"""Rows that were deleted stay in the table, for the runs that point at them; nobody finds them."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class LiveManager(models.Manager[M]):
    """Finds what is not deleted."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Without the deleted ones."""
        return super().get_queryset().filter(deleted_at=None)
