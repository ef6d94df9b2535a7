"""What owners opened to people without an account. The secret parts of the links are not shown."""

from __future__ import annotations

from django.contrib import admin

from builder.admin.read_only import ReadOnlyAdmin
from builder.models import RunShare, TryPage, TryVisit


@admin.register(RunShare)
class RunShareAdmin(ReadOnlyAdmin):
    """Runs that whoever has the link may read."""

    hidden = ("code",)
    list_display = ("run", "created_by", "created_at")
    list_select_related = ("run", "created_by")
    search_fields = ("run__id", "run__workflow__key", "run__app__key")
    ordering = ("-created_at",)


@admin.register(TryPage)
class TryPageAdmin(ReadOnlyAdmin):
    """Which workflows strangers may try; the secret part of the link is the owner's."""

    hidden = ("key",)
    list_display = ("workflow", "enabled", "created_at", "changed_at")
    list_filter = ("enabled",)
    list_select_related = ("workflow",)
    search_fields = ("workflow__key", "workflow__app__key")
    ordering = ("-changed_at",)


@admin.register(TryVisit)
class TryVisitAdmin(ReadOnlyAdmin):
    """Attempts of the last hour, by visitor."""

    list_display = ("page", "visitor", "at")
    list_select_related = ("page",)
    search_fields = ("visitor",)
    ordering = ("-at",)
