"""Apps, workflows, drafts, versions, files and samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

from builder.actions.edit_workflow import clean_note, edit_workflow
from builder.actions.names import clean_name
from builder.admin.read_only import ReadOnlyAdmin
from builder.models import (
    App,
    Blob,
    Draft,
    KeptDraft,
    Pin,
    Quarantine,
    Sample,
    Version,
    Workflow,
)
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from django.http import HttpRequest

    _Form = forms.ModelForm[Workflow]
else:
    _Form = forms.ModelForm

DELETED = ("deleted_at", admin.EmptyFieldListFilter)


@admin.register(App)
class AppAdmin(ReadOnlyAdmin):
    """Who owns what."""

    list_display = ("key", "name", "owner", "input_type", "visibility", "created_at", "deleted_at")
    list_filter = ("input_type", "visibility", DELETED)
    list_select_related = ("owner",)
    search_fields = ("key", "name", "owner__username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


class WorkflowForm(_Form):
    """Names and notes, under the rules that the canvas has."""

    def clean(self) -> dict[str, Any]:
        """Refuse in the form what the action would refuse."""
        cleaned = super().clean() or self.cleaned_data
        try:
            clean_name(cleaned.get("name", "?"), "workflow")
            clean_note(cleaned.get("note", ""))
        except WeftError as error:
            raise forms.ValidationError(error.message) from error
        return cleaned


@admin.register(Workflow)
class WorkflowAdmin(ReadOnlyAdmin):
    """Its name and note may be mended here."""

    form = WorkflowForm
    editable = ("name", "note")
    list_display = (
        "key", "name", "app", "visibility", "published", "version_count", "run_count",
        "modified_at",
    )  # fmt: skip
    list_filter = ("visibility", DELETED)
    list_select_related = ("app", "published")
    search_fields = ("key", "name", "app__key", "app__owner__username")
    ordering = ("-modified_at",)

    def save_model(self, request: HttpRequest, obj: Workflow, form: Any, change: Any) -> None:
        """By the same action that the canvas uses."""
        edit_workflow(obj, {"name": obj.name, "note": obj.note})


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """What is on a canvas now."""

    list_display = ("workflow", "revision", "based_on", "saved_at")
    list_select_related = ("workflow", "based_on")
    search_fields = ("workflow__key", "workflow__app__key")
    ordering = ("-saved_at",)


@admin.register(KeptDraft)
class KeptDraftAdmin(ReadOnlyAdmin):
    """What stood on a canvas before something else was restored."""

    list_display = ("name", "workflow", "created_by", "created_at")
    list_select_related = ("workflow", "created_by")
    search_fields = ("name", "workflow__key", "workflow__app__key")
    ordering = ("-created_at",)


@admin.register(Pin)
class PinAdmin(ReadOnlyAdmin):
    """Outputs that stand in for their nodes when a draft runs."""

    list_display = ("workflow", "node", "operator", "mocked", "run_number", "modified_at")
    list_filter = ("mocked", "operator")
    list_select_related = ("workflow",)
    search_fields = ("node", "workflow__key", "workflow__app__key")
    ordering = ("-modified_at",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Versions never change."""

    list_display = ("id", "workflow", "number", "name", "created_by", "created_at", "deleted_at")
    list_filter = (("quarantine", admin.EmptyFieldListFilter), DELETED)
    list_select_related = ("workflow", "created_by")
    search_fields = ("id", "name", "workflow__key", "workflow__app__key", "digest")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(Quarantine)
class QuarantineAdmin(ReadOnlyAdmin):
    """Versions out of service; deleting the row puts the version back."""

    list_display = ("version", "reason", "since")
    list_select_related = ("version",)
    search_fields = ("version__id", "version__workflow__key")
    ordering = ("-since",)

    def has_delete_permission(self, request: HttpRequest, obj: Quarantine | None = None) -> bool:
        """The way back into service."""
        return super(ReadOnlyAdmin, self).has_delete_permission(request, obj)


@admin.register(Blob)
class BlobAdmin(ReadOnlyAdmin):
    """Stored files, by content."""

    list_display = ("digest", "app", "media_type", "size", "created_at")
    list_filter = ("media_type",)
    list_select_related = ("app",)
    search_fields = ("digest", "app__key")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(Sample)
class SampleAdmin(ReadOnlyAdmin):
    """Ready inputs; their titles and order may be mended here."""

    editable = ("title", "order")
    list_display = ("title", "app", "kind", "media_type", "width", "height", "order")
    list_filter = ("kind",)
    list_select_related = ("app",)
    search_fields = ("title", "app__key", "digest")
