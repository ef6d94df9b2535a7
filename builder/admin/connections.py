"""Where apps may reach, and what they search. No page shows a secret."""

from __future__ import annotations

from django.contrib import admin

from builder.admin.read_only import ReadOnlyAdmin
from builder.models import Connection, SearchIndex, Secret, StoredEmbedding


@admin.register(Secret)
class SecretAdmin(ReadOnlyAdmin):
    """Names and times; the values are for workers only."""

    hidden = ("ciphertext",)
    list_display = ("name", "app", "last_four", "created_at", "changed_at", "used_at")
    list_select_related = ("app",)
    search_fields = ("name", "app__key", "app__owner__username")
    ordering = ("-created_at",)


@admin.register(Connection)
class ConnectionAdmin(ReadOnlyAdmin):
    """Which hosts apps may reach."""

    list_display = ("name", "app", "kind", "address", "secret", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("app", "secret")
    search_fields = ("name", "address", "app__key", "app__owner__username")
    ordering = ("-changed_at",)


@admin.register(SearchIndex)
class SearchIndexAdmin(ReadOnlyAdmin):
    """How much apps keep to be searched."""

    list_display = ("name", "app", "count", "dimensions", "changed_at")
    list_select_related = ("app",)
    search_fields = ("name", "app__key")
    ordering = ("-changed_at",)


@admin.register(StoredEmbedding)
class StoredEmbeddingAdmin(ReadOnlyAdmin):
    """Entries, without their vectors."""

    hidden = ("vector",)
    list_display = ("fingerprint", "index", "run", "created_at")
    list_select_related = ("index",)
    search_fields = ("fingerprint", "index__name", "run")
    ordering = ("-pk",)
