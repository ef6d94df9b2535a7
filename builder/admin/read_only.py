"""Pages that show rows and change none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet

if TYPE_CHECKING:
    from django.http import HttpRequest

    _Page = admin.ModelAdmin[Any]
    _Inline = admin.TabularInline[Any, Any]
else:
    _Page, _Inline = admin.ModelAdmin, admin.TabularInline

MAX_SHOWN_CHARACTERS = 20_000


def as_text(value: Any, indent: int | None = 2) -> str:
    """JSON for reading, bounded."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    left = len(text) - MAX_SHOWN_CHARACTERS
    return text if left <= 0 else f"{text[:MAX_SHOWN_CHARACTERS]}\n... {left} characters more"


class ReadOnlyAdmin(_Page):
    """Every field is shown, none is changed; rows are neither added nor deleted here.

    `editable` names the fields that a form may change, `hidden` those that nobody is to see.
    """

    list_per_page = 50
    show_full_result_count = False
    editable: ClassVar[tuple[str, ...]] = ()
    hidden: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """All rows, those too that people deleted and no longer find."""
        rows: QuerySet[Any] = QuerySet(self.model)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The columns of the table, in its order."""
        return [field.name for field in self.opts.fields if field.name not in self.hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but the editable ones."""
        return [name for name in self.get_fields(request, obj) if name not in self.editable]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are made by actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing disappears by a click."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only where a form has something to change."""
        return bool(self.editable) and super().has_change_permission(request, obj)


class ReadOnlyInline(_Inline):
    """Rows of a page's row."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are made by actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They only show."""
        return False
