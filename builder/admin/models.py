"""The model catalogue."""

from __future__ import annotations

from django.contrib import admin

from builder.admin.read_only import ReadOnlyAdmin
from builder.models import Model, ModelAlias, ModelVersion


@admin.register(Model)
class ModelAdmin(ReadOnlyAdmin):
    """Named models; their titles may be mended here."""

    editable = ("title",)
    list_display = ("key", "title", "task", "operator", "app", "visibility", "created_at")
    list_filter = ("task", "visibility", ("operator", admin.EmptyFieldListFilter))
    list_select_related = ("app",)
    search_fields = ("key", "title", "app__key")
    ordering = ("key",)


@admin.register(ModelVersion)
class ModelVersionAdmin(ReadOnlyAdmin):
    """Model versions never change."""

    list_display = ("id", "model", "number", "created_at")
    list_filter = ("model__task",)
    list_select_related = ("model",)
    search_fields = ("id", "model__key", "digest")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(ModelAlias)
class ModelAliasAdmin(ReadOnlyAdmin):
    """What ids of other products mean in apps."""

    list_display = ("alias", "app", "model", "version", "changed_at")
    list_select_related = ("app", "model", "version")
    search_fields = ("alias", "model__key", "app__key", "app__owner__username")
    ordering = ("-changed_at",)
