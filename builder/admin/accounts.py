"""Signing in to the admin, API tokens and login codes. No page shows a secret or its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm

from builder.actions.throttle import (
    TooManyAttemptsError,
    forget_failures,
    note_failure,
    refuse_guessing,
)  # fmt: skip
from builder.actions.tokens import revoke_token
from builder.admin.read_only import ReadOnlyAdmin
from builder.models import LoginCode, Token

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class SignIn(AdminAuthenticationForm):
    """Django's form, with the pause after wrong passwords that the canvas has."""

    def clean(self) -> dict[str, Any]:
        """Count failures by address and name."""
        address = self.request.META.get("REMOTE_ADDR") if self.request else None
        place = f"{address}:{str(self.cleaned_data.get('username'))[:60]}"
        try:
            refuse_guessing(place)
            cleaned = super().clean()
        except TooManyAttemptsError as error:
            raise forms.ValidationError(error.message) from error
        except forms.ValidationError:
            note_failure(place)
            raise
        forget_failures(place)
        return cleaned


@admin.register(Token)
class TokenAdmin(ReadOnlyAdmin):
    """Tokens, which may be revoked here."""

    hidden = ("secret_hash",)
    list_display = (
        "id",
        "name",
        "user",
        "app",
        "scopes",
        "created_at",
        "last_used_at",
        "revoked_at",
    )
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("user", "app")
    search_fields = ("id", "name", "user__username", "app__key")
    ordering = ("-created_at",)
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """As for changing a token."""
        return request.user.has_perm("builder.change_token")

    @admin.action(description="Revoke selected tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, rows: QuerySet[Token]) -> None:
        """Make them useless."""
        revoked = [token for token in rows if revoke_token(token.user, token.pk)]
        for token in revoked:
            self.log_change(request, token, "Revoked.")
        self.message_user(request, f"{len(revoked)} tokens are revoked.", messages.SUCCESS)


@admin.register(LoginCode)
class LoginCodeAdmin(ReadOnlyAdmin):
    """One-time links that were made; the links themselves are not kept."""

    hidden = ("code_hash",)
    list_display = ("user", "expires_at", "used_at")
    list_select_related = ("user",)
    ordering = ("-expires_at",)
