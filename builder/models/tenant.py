"""The one way rows are looked up by an outsider's id: through whom they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that reach an app by `app_path`, such as `workflow__app`."""

    app_path = ""

    def for_user(self, user: AbstractBaseUser) -> Self:
        """Only what this user owns, in apps that still exist."""
        prefix = f"{self.app_path}__" if self.app_path else ""
        return self.filter(**{f"{prefix}owner": user, f"{prefix}deleted_at": None})


class LiveManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]  # made at run time
    """Rows that are not deleted."""

    def get_queryset(self) -> TenantQuerySet:
        """Without the deleted ones."""
        rows: TenantQuerySet = super().get_queryset()
        return rows.filter(deleted_at=None)


def scoped(path: str) -> type[TenantQuerySet]:
    """A query set class whose rows reach their app by `path`."""
    return type("Scoped", (TenantQuerySet,), {"app_path": path})
