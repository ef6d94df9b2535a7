"""`Authorization: Key <token>`: who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.tokens import actor_of, is_well_formed
from runtime.contracts.errors import UnauthorizedError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

    from builder.permissions import Actor


class MalformedTokenError(UnauthorizedError):
    """Not the form of a token."""

    code = "malformed_token"


class UnknownTokenError(UnauthorizedError):
    """The form of a token, but none of ours."""

    code = "unknown_token"


def require_actor(request: Request | HttpRequest) -> Actor:
    """The caller. Raises a 401 that says what is wrong with the header."""
    header = request.headers.get("Authorization", "")
    scheme, _, text = header.partition(" ")
    text = text.strip()
    if not header:
        message = 'Send the header "Authorization: Key <token>".'
        raise UnauthorizedError(message)
    if scheme.lower() not in ("key", "bearer") or not is_well_formed(text):
        raise MalformedTokenError("Invalid format of key. A token starts with wfb_.")
    actor = actor_of(text)
    if actor is None:
        raise UnknownTokenError("This token is unknown or was revoked.")
    return actor
